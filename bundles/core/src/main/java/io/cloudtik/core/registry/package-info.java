/** The providers and runtimes that are there now, handed out as counted leases. */
package io.cloudtik.core.registry;
