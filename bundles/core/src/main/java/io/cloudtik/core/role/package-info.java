/** Where core meets the machine: the installation, the system's clock, threads and randomness. */
package io.cloudtik.core.role;
