/** Spark on a cluster: what its nodes run, and how its jobs are run. */
package io.cloudtik.runtime.spark;
