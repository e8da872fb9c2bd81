/** Parts of the platform under JMH, with the processor time of an operation beside its wall time. */
package io.cloudtik.benchmarks.micro;
