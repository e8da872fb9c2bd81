/** The provider's way to the local host process, which is started when it is needed. */
package io.cloudtik.provider.local.client;
