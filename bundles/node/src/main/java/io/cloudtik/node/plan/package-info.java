/** A node plan becomes true: its variables are filled, its files written, its services handed to the supervisor. */
package io.cloudtik.node.plan;
