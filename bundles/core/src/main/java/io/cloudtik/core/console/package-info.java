/** The Gogo shell of a running container, offered on loopback to those who hold its token. */
package io.cloudtik.core.console;
