/**
 * What a person sits at: streams, width, colours, questions, and how progress is shown.
 */
package io.cloudtik.shell.terminal;
