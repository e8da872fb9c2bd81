/**
 * Commands, files and tunnels on nodes over SSH: sshj made strict about host keys and algorithms, and told in our words.
 */
package io.cloudtik.executor.ssh;
