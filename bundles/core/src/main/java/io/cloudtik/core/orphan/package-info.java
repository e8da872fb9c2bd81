/** Whose the machines of a workspace are, and which are nobody's. */
package io.cloudtik.core.orphan;
