/**
 * Starts one container: the role's bundles in a Felix framework of its own, and either one command in it or the node's services.
 */
package io.cloudtik.launcher;
