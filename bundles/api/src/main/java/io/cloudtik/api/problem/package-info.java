/**
 * What can be wrong: problems in a user's input, collected with their places, and failures in doing, typed by what a controller does next.
 */
@Export
@Version("1.1.0")
package io.cloudtik.api.problem;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
