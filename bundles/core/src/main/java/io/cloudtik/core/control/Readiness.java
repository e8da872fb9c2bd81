package io.cloudtik.core.control;

/**
 * Whether a head's cluster controller works.
 *
 * @param trouble what it waits for; empty once it works
 */
public record Readiness(boolean ready, String trouble) {}
