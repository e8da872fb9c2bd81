/** Records as JSON. */
package io.cloudtik.core.codec;
