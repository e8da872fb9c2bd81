/**
 * The command line: what a verb is, how one is run from a terminal or from Gogo, and how its end becomes an exit code.
 */
package io.cloudtik.shell;
