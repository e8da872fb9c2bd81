/** A machine to reach over SSH, without a server installed: a real SSH server of the process of the test. */
package io.cloudtik.contracts.ssh;
