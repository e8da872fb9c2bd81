/**
 * Records as text, so that no bundle but core needs a JSON library.
 */
@Export
@Version("1.0.0")
package io.cloudtik.api.codec;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
