/** The page that a head shows of its cluster, to who comes through SSH with a ticket. */
package io.cloudtik.dashboard;
