package io.cloudtik.api.spi.state;

/** Which part of the state a key belongs to. */
public enum Durability {
    /** Intents, leases, plans: an acknowledged write survives the loss of the process and of power. */
    DURABLE,
    /** Heartbeats, metrics, events: spread over shards; the last seconds may be lost. */
    VOLATILE
}
