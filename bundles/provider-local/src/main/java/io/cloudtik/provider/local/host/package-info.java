/**
 * The local host process, which plays the hypervisor: it keeps the nodes' SSH servers, and it launches and ends nodes. It
 * is a program of its own and uses nothing of the container.
 */
package io.cloudtik.provider.local.host;
