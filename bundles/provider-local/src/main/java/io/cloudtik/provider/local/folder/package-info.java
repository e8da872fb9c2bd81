/**
 * The provider's folder and the files in it, shared by the provider and its host process. It needs nothing but the JDK,
 * since the host process runs without a container.
 */
package io.cloudtik.provider.local.folder;
