/**
 * A node of a cluster: what it is, what it has, how it does.
 */
@Export
@Version("2.0.0")
package io.cloudtik.api.model.node;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
