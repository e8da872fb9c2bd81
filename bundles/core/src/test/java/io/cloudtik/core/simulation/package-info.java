/**
 * The real cluster controller on a simulated cloud, on virtual time and with seeded faults: what it does is judged at every
 * step, and a seed replays exactly.
 */
package io.cloudtik.core.simulation;
