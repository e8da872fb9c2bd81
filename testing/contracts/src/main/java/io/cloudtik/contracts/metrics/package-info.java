/** Reads metrics as strictly as Prometheus does, and more so. */
package io.cloudtik.contracts.metrics;
