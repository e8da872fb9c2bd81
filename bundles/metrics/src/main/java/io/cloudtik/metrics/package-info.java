/** Tells a node's metrics over HTTP, in Prometheus' text form. */
package io.cloudtik.metrics;
