package io.cloudtik.core.client;

import io.cloudtik.api.control.DiagnosticOperations.Follower;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.LogPiece;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells of a cluster's events and its controller's log what was not told before, over any number of connections. */
final class ClusterMonitor {

    private static final int MOST_EVENTS = 500;

    private record Events(List<ClusterEvent> events) {}

    private final int lines;
    private final Follower follower;
    private Set<ClusterEvent> told = Set.of();
    private Optional<Long> offset = Optional.empty();
    private final ByteArrayOutputStream openLine = new ByteArrayOutputStream();

    /** @param lines how many of each are told to begin with */
    ClusterMonitor(int lines, Follower follower) {
        this.lines = lines;
        this.follower = follower;
    }

    /** Whether it has seen nothing yet. */
    boolean isNew() {
        return offset.isEmpty();
    }

    void look(HeadConnection head) {
        boolean first = isNew();
        events(head.get(ControlPlane.EVENTS, Events.class).events(), first);
        LogPiece piece = head.get(
                ControlPlane.CONTROLLER_LOG + offset.map(from -> "?after=" + from).orElse("?lines=" + lines), LogPiece.class);
        offset = Optional.of(piece.next());
        log(Base64.getDecoder().decode(piece.text()));
    }

    void events(List<ClusterEvent> all, boolean first) {
        int from = first ? Math.max(0, all.size() - Math.min(lines, MOST_EVENTS)) : 0;
        all.subList(from, all.size()).stream().filter(event -> !told.contains(event)).forEach(follower::event);
        told = new HashSet<>(all);
    }

    /** Only whole lines are told; the rest waits for its end. */
    void log(byte[] bytes) {
        for (byte value : bytes) {
            if (value == '\n') {
                follower.logLine(openLine.toString(StandardCharsets.UTF_8));
                openLine.reset();
            } else {
                openLine.write(value);
            }
        }
    }
}
