/** A whole cluster on this machine, brought up, used, hurt and taken down by the command line alone. */
package io.cloudtik.itest.cluster;
