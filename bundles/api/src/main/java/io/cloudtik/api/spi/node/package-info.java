/**
 * What the node controller offers to the bundles beside it.
 */
@Export
@Version("1.1.0")
package io.cloudtik.api.spi.node;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
