/** Artifacts are fetched once per machine, verified, and kept in a cache that its containers share. */
package io.cloudtik.node.artifact;
