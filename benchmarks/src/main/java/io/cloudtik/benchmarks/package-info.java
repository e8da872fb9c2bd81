/** Benchmarks that are run by hand: parts under JMH, and whole processes as a user starts them. */
package io.cloudtik.benchmarks;
