/** Records as JSON. */
package io.cloudtik.codec.json;
