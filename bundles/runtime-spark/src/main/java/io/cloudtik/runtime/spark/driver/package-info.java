/** What runs inside Spark on the head, when a job is an SQL file; it is no part of the bundle but travels with the job. */
package io.cloudtik.runtime.spark.driver;
