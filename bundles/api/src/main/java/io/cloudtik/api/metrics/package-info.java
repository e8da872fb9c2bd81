/**
 * What can be counted and measured, as data for Prometheus and its like.
 */
@Export
@Version("1.0.0")
package io.cloudtik.api.metrics;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
