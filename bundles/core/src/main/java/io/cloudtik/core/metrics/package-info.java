/** What the cluster controller counts and times, under the names of CloudTik's Python edition. */
package io.cloudtik.core.metrics;
