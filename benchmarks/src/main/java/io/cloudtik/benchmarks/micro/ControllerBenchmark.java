package io.cloudtik.benchmarks.micro;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.ClusterObserver;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterPlanner;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.Deadlines;
import io.cloudtik.core.cluster.LivenessTracker;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.Sighting;
import io.cloudtik.core.cluster.SlotStore;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the cluster controller computes each second for a cluster in which all is well. Records and beats are read from their
 * texts, as the state gives them; the way to Redis and to a provider is not in it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ControllerBenchmark {

    @Param({"100", "1000", "10000"})
    int nodes;

    private final RecordCodec codec = new JacksonRecordCodec();
    private ClusterObserver observer;
    private ClusterPlanner planner;
    private ClusterObservation observation;

    /** Stands still, so that nobody becomes silent however long the benchmark takes. */
    private record StillTime() implements Time {

        @Override
        public Instant now() {
            return SampleCluster.NOW;
        }

        @Override
        public Duration monotonic() {
            return Duration.ofHours(1);
        }

        @Override
        public void await(Duration delay) {
            throw new UnsupportedOperationException("nobody waits here");
        }
    }

    /** Slots as texts, which each pass reads. */
    private record TextSlots(List<String> texts, RecordCodec codec) implements SlotStore {

        @Override
        public List<StoredSlot> load() {
            return texts.stream().map(text -> new StoredSlot(codec.decode(text, NodeSlot.class), "1")).toList();
        }

        @Override
        public StoredSlot save(NodeSlot slot, String expectedVersion) {
            throw new UnsupportedOperationException("a benchmark changes nothing");
        }
    }

    @Setup
    public void prepare() {
        SampleCluster cluster = new SampleCluster(nodes);
        Time time = new StillTime();
        LivenessTracker liveness = new LivenessTracker(time, Duration.ofSeconds(5));
        List<String> beats = cluster.heartbeats().stream().map(codec::encode).toList();
        observer = new ClusterObserver(
                NodeKind.WORKER, cluster.names(), new StillProvider(cluster.machines()),
                new TextSlots(cluster.slots().stream().map(codec::encode).toList(), codec),
                () -> sightings(liveness, beats), new ControllerMemory(time), time, (node, beat) -> true);
        planner = new ClusterPlanner(
                cluster.spec(), NodeKind.WORKER, cluster.names(), Deadlines.DEFAULT,
                type -> new Goal(SetUpMark.UNKNOWN, ""));
        observation = observer.observe();
        ClusterPlan plan = planner.plan(observation);
        if (observation.slots().size() != nodes || !plan.isIdle() || !plan.waits().isEmpty()) {
            throw new IllegalStateException("not the cluster that is to be measured: " + plan);
        }
    }

    @Benchmark
    public ClusterPlan plan() {
        return planner.plan(observation);
    }

    @Benchmark
    public ClusterPlan observeAndPlan() {
        return planner.plan(observer.observe());
    }

    private Map<NodeId, Sighting> sightings(LivenessTracker liveness, List<String> beats) {
        return liveness.observe(beats.stream().map(text -> codec.decode(text, Heartbeat.class)).toList());
    }
}
