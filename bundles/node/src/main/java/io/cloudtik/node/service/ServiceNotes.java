package io.cloudtik.node.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is recorded of a started service beside its process, so that a later container can judge it, and end it in order
 * even if no plan names it any more.
 *
 * @param owner whose plan it came from
 * @param hash of what it was started with
 * @param restarts how often it had been started again by itself
 * @param logStart where in its log this start begins
 */
record ServiceNotes(
        String owner, String hash, int restarts, long logStart, List<String> after, String stopSignal, Duration stopTime) {

    ServiceNotes {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(stopSignal, "stopSignal");
        Objects.requireNonNull(stopTime, "stopTime");
        after = List.copyOf(after);
    }

    Map<String, String> toMap() {
        return Map.of(
                "owner", owner,
                "hash", hash,
                "restarts", Integer.toString(restarts),
                "log-start", Long.toString(logStart),
                "after", String.join(",", after),
                "stop-signal", stopSignal,
                "stop-time", stopTime.toString());
    }

    static ServiceNotes of(Map<String, String> map) {
        String after = map.getOrDefault("after", "");
        return new ServiceNotes(
                map.getOrDefault("owner", ""),
                map.getOrDefault("hash", ""),
                Integer.parseInt(map.getOrDefault("restarts", "0")),
                Long.parseLong(map.getOrDefault("log-start", "0")),
                after.isEmpty() ? List.of() : List.of(after.split(",")),
                map.getOrDefault("stop-signal", "TERM"),
                Duration.parse(map.getOrDefault("stop-time", "PT10S")));
    }
}
