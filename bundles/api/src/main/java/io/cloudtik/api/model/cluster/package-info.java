/**
 * A cluster: wanted (spec) and seen (status).
 */
@Export
@Version("1.1.0")
package io.cloudtik.api.model.cluster;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
