/** What shells need to complete our command line: scripts made of the verbs there are at that moment. */
package io.cloudtik.shell.completion;
