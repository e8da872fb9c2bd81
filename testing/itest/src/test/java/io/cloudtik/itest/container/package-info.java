/** The bundles of the distribution in a real Felix: what resolves, and which role has which components. */
package io.cloudtik.itest.container;
