package io.cloudtik.core.simulation;

/** A simulated process dies here; nothing of it may catch this. */
final class Crash extends Error {

    Crash() {
        super("the simulated process ended here", null, false, false);
    }
}
