/** What a client and a head say to each other over the control API: addresses, files and records. */
package io.cloudtik.core.control;
