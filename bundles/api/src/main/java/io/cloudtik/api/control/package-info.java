/**
 * What people and programs may ask for; core registers it, the shell and the control API call it.
 */
@Export
@Version("2.0.0")
package io.cloudtik.api.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
