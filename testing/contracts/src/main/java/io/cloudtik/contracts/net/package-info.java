/** Ways over a network that break as a test wants them to. */
package io.cloudtik.contracts.net;
