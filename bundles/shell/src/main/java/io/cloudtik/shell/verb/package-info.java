/**
 * The verbs, one small component each: read the words, ask the operations, show the answer.
 */
package io.cloudtik.shell.verb;
