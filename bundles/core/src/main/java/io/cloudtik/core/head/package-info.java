/** The cluster controller: what runs on the head and nowhere else. */
package io.cloudtik.core.head;
