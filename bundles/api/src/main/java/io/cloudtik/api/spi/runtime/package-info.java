/**
 * What is installed and run on nodes, described as data. Implemented by runtime bundles, called by core alone.
 */
@Export
@Version("2.0.0")
package io.cloudtik.api.spi.runtime;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
