/** What a user wants done on nodes, as one chain of steps of which each is known by a key. */
package io.cloudtik.core.stage;
