package io.cloudtik.node.system;

import java.util.Objects;

/**
 * One process, so that a pid that was given anew is never taken for it.
 *
 * @param began when it began, as {@link ProcessTable} writes it; comparable for equality only
 */
public record ProcessIdentity(long pid, String began) {

    public ProcessIdentity {
        Objects.requireNonNull(began, "began");
    }
}
