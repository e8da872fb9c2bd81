/** The node controller itself: once a second it tells how its node does and asks what the node is to be. */
package io.cloudtik.node.control;
