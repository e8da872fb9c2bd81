/**
 * Where this container runs from, in which role, and where its files live.
 */
@Export
@Version("1.0.0")
package io.cloudtik.api.installation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
