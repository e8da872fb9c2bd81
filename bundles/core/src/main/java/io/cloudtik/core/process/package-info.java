/** Processes of this machine, told from others that bear their number earlier or later. */
package io.cloudtik.core.process;
