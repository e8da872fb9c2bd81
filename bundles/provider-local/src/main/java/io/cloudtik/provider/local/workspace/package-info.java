/** A local workspace: its resources and its store of small values, all files. */
package io.cloudtik.provider.local.workspace;
