/** The reconciler: observe, plan, act; the same for the head (from a client) and for workers (on the head). */
package io.cloudtik.core.cluster;
