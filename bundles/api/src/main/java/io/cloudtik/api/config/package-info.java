/**
 * A user's settings as a tree in which every value knows where it was written.
 */
@Export
@Version("1.1.0")
package io.cloudtik.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
