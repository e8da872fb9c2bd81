/**
 * What the node controller of the head offers to the cluster controller beside it.
 */
@Export
@Version("1.0.0")
package io.cloudtik.api.spi.node;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
