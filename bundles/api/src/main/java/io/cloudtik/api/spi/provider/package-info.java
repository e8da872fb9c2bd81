/**
 * What a cloud offers: workspace resources and nodes. Implemented by provider bundles, called by core alone.
 */
@Export
@Version("1.1.0")
package io.cloudtik.api.spi.provider;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
