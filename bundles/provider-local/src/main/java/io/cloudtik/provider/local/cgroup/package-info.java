/**
 * Control groups of Linux, which hold the processes of each node to what the node has. It needs nothing but the JDK, since
 * the host process runs without a container.
 */
package io.cloudtik.provider.local.cgroup;
