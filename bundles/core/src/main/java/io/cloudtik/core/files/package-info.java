/** The user's files that nodes get: which they are, where they go, and by which hash each is known. */
package io.cloudtik.core.files;
