/**
 * Commands and files on a node, wherever it is.
 */
@Export
@Version("1.1.0")
package io.cloudtik.api.spi.exec;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
