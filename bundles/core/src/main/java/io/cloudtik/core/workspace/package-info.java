/** One engine that creates, deletes and compares the resources of a workspace. */
package io.cloudtik.core.workspace;
