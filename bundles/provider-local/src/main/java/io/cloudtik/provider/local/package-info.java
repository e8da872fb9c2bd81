/** The embedded default provider: a small cloud on this machine, made of folders, loopback addresses and SSH servers. */
package io.cloudtik.provider.local;
