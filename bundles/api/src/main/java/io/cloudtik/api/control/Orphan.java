package io.cloudtik.api.control;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A machine that bears a workspace's tags, and whose it is.
 *
 * @param machine the provider's identifier
 * @param cluster the name of the cluster whose tags it bears; empty if it bears none
 * @param node its node's id by its tags; empty if it bears none
 * @param type its node's type by its tags
 * @param state as the provider has it
 * @param launchedAt by the provider's clock
 * @param bearsCost whether it costs money while it exists
 * @param reason why it is judged so, in words
 * @param remedy what a person can do about it; empty if nothing is to be done
 */
public record Orphan(
        String workspace,
        String provider,
        String machine,
        String cluster,
        String node,
        String type,
        String state,
        Instant launchedAt,
        boolean bearsCost,
        Map<String, String> tags,
        Verdict verdict,
        String reason,
        String remedy) {

    /** Whose a machine is. */
    public enum Verdict {
        /** A living cluster's. */
        CLAIMED,
        /** Nobody's: it may be ended. */
        ORPHAN,
        /** It cannot be told now: it is left alone. */
        UNDECIDED,
        /** It bears our tags, and we did not make it so: it is left alone. */
        FOREIGN
    }

    public Orphan {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(launchedAt, "launchedAt");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(remedy, "remedy");
        tags = Map.copyOf(tags);
    }
}
