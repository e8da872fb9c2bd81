/**
 * The state a cluster shares: a durable part that decides, a volatile part that tells.
 */
@Export
@Version("1.1.0")
package io.cloudtik.api.spi.state;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
