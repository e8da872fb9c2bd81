package io.cloudtik.api.spi.provider;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One resource of a workspace. Core's engine walks the list forward to create and backward to delete, journals each
 * step, and calls any method again after a failure or a restart: every one asks first whether it is already done.
 */
@ConsumerType
public interface WorkspaceResource {

    /** Unique in the list and constant, such as {@code address-block}. */
    String name();

    /** What it is, for people. */
    String kind();

    /** The names of the resources that must exist before this one. */
    Set<String> needs();

    /** Whether it costs money while it exists. */
    default boolean bearsCost() {
        return false;
    }

    /** The provider's identifier if it exists and is ours. */
    Optional<String> find();

    /** Makes it, or completes one that was half made, and returns its identifier. Called only after find was empty or verify told of drift. */
    String create();

    /** Removes it; absent is success. */
    void delete();

    /** How an existing one differs from what is wanted, a line each; empty if it does not. */
    List<String> verify();
}
