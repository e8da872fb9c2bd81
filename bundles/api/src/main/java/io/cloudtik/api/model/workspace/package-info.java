/**
 * The shared resources in which clusters live: wanted and seen.
 */
@Export
@Version("1.0.0")
package io.cloudtik.api.model.workspace;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
