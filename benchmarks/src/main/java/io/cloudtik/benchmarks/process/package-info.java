/** Commands and clusters of the distribution as a user starts them, measured from outside by what {@code /proc} tells. */
package io.cloudtik.benchmarks.process;
