/**
 * Words shared by all models: identifiers as text and sizes of data.
 */
@Export
@Version("1.0.0")
package io.cloudtik.api.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
