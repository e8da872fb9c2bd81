/** The machine below: its processes, its gauges, its time, and how processes are started so that they outlive us. */
package io.cloudtik.node.system;
