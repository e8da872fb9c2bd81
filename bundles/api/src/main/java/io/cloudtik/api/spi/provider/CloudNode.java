package io.cloudtik.api.spi.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A machine as its provider sees it.
 *
 * @param id the provider's identifier
 * @param address where the cluster's other nodes reach it; empty while it has none
 * @param tags all tags it bears, see {@link NodeTags}
 * @param launchedAt by the provider's clock
 * @param reason why it stands where it stands, if the provider tells; else empty
 */
public record CloudNode(
        String id, State state, String address, Map<String, String> tags, Instant launchedAt, String reason) {

    public enum State {
        PENDING,
        RUNNING,
        STOPPING,
        STOPPED,
        TERMINATED;

        /** Whether it exists and costs, or will. */
        public boolean isAlive() {
            return this == PENDING || this == RUNNING;
        }
    }

    public CloudNode {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(launchedAt, "launchedAt");
        Objects.requireNonNull(reason, "reason");
        tags = Map.copyOf(tags);
    }
}
