package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.files.HeadFileSource;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.NodeStages;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What a user wants done on workers: the commands of a specification, and the files as the head has them. */
final class WorkerWishes {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final ClusterSpec spec;
    private final HeadFileSource source;
    private final Time time;
    private final Supplier<String> digest;
    private volatile Map<NodeTypeName, NodeStages> stages = Map.of();
    private volatile Map<NodeTypeName, Goal> goals = Map.of();
    private volatile String trouble = "";
    private Duration lookedAt;

    WorkerWishes(ClusterSpec spec, HeadFileSource source, Time time) {
        this(spec, source, time, source::digest);
    }

    /** As if the client had brought files with this digest. */
    WorkerWishes(ClusterSpec spec, HeadFileSource source, Time time, String digest) {
        this(spec, source, time, () -> digest);
    }

    private WorkerWishes(ClusterSpec spec, HeadFileSource source, Time time, Supplier<String> digest) {
        this.spec = spec;
        this.source = source;
        this.time = time;
        this.digest = digest;
        this.lookedAt = time.monotonic();
        take("", "");
        look();
    }

    /** Looks at the files again if they are to be kept the same continuously and it is time to. */
    void lookIfDue() {
        if (spec.files().continuously() && time.monotonic().minus(lookedAt).compareTo(BETWEEN_LOOKS) >= 0) {
            look();
        }
    }

    /** Looks at the files now; tells whether what workers are to come to has changed. */
    synchronized boolean look() {
        Map<NodeTypeName, Goal> before = goals;
        lookedAt = time.monotonic();
        try {
            take(digest.get(), source.synced(spec.files()));
            trouble = "";
        } catch (PlatformException e) {
            // The last good answer stays; a file of the head that cannot be read is no reason to change workers.
            trouble = e.getMessage();
        }
        return !goals.equals(before);
    }

    private void take(String digest, String synced) {
        Map<NodeTypeName, NodeStages> newStages = new HashMap<>();
        Map<NodeTypeName, Goal> newGoals = new HashMap<>();
        spec.workerTypes().forEach(type -> {
            NodeStages ofType = NodeStages.of(spec, type.name(), digest, synced);
            newStages.put(type.name(), ofType);
            newGoals.put(type.name(), ofType.goal());
        });
        stages = newStages;
        goals = newGoals;
    }

    Goal goal(NodeTypeName type) {
        return goals.get(type);
    }

    NodeStages stages(NodeTypeName type) {
        return stages.get(type);
    }

    FileSet files() {
        return source.files(spec.files());
    }

    /** Why the files of the head cannot be looked at; empty if they can. */
    String trouble() {
        return trouble;
    }
}
