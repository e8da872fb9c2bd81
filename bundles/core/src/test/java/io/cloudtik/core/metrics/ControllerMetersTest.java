package io.cloudtik.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.Sample;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterReconciler.Pass;
import io.cloudtik.core.cluster.NodeSetup;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.NodeSlot.Phase;
import io.cloudtik.core.cluster.ProbeAnswer;
import io.cloudtik.core.cluster.Sighting;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ControllerMetersTest {

    private static final NodeTypeName SMALL = new NodeTypeName("worker.small");
    private static final NodeTypeName LARGE = new NodeTypeName("worker.large");
    private static final Sighting FRESH = new Sighting(Duration.ZERO, Optional.empty());
    private static final Sighting SILENT = new Sighting(Duration.ofMinutes(1), Optional.empty());

    private final ManualTime time = new ManualTime();
    private final ControllerMeters meters = new ControllerMeters(time);

    @Test
    void countsNodesByTypeAsTheLastPassSawThem() {
        see(List.of(
                view(1, SMALL, Phase.SET_UP, FRESH), view(2, SMALL, Phase.SET_UP, SILENT), view(3, SMALL, Phase.LAUNCHED, SILENT),
                view(4, LARGE, Phase.PLANNED, SILENT), view(5, LARGE, Phase.TERMINATING, FRESH), view(6, LARGE, Phase.FREE, SILENT)));

        assertThat(samples("cloudtik_active_nodes"))
                .containsExactly(Sample.of("NodeType", "worker.large", 0), Sample.of("NodeType", "worker.small", 2));
        assertThat(samples("cloudtik_pending_nodes"))
                .containsExactly(Sample.of("NodeType", "worker.large", 1), Sample.of("NodeType", "worker.small", 1));
        assertThat(value("cloudtik_running_workers")).isEqualTo(1);
        assertThat(value("cloudtik_updating_nodes")).isEqualTo(1);
        assertThat(value("cloudtik_recovering_nodes")).isZero();
    }

    @Test
    void countsADecisionOnceHoweverLongItStands() {
        ClusterPlan.Termination end = new ClusterPlan.Termination(slot(1, SMALL, Phase.SET_UP), "1", "machine-1",
                Optional.empty(), "why");
        see(List.of(), List.of(), List.of(end));
        see(List.of(), List.of(), List.of(end));
        see(List.of(), List.of(), List.of());
        see(List.of(), List.of(), List.of(end));

        assertThat(samples("cloudtik_decisions_total")).contains(Sample.of("action", "terminate", 2), Sample.of("action", "launch", 0));
    }

    @Test
    void timesLaunchesAndTellsRefusalsFromDefects() {
        Provider cloud = new Provider();
        NodeProvider measured = meters.measured(cloud);
        measured.launch(request());
        cloud.failure = new PlatformException(Kind.CAPACITY, "there is none");
        assertThatThrownBy(() -> measured.launch(request())).isSameAs(cloud.failure);
        cloud.failure = new IllegalStateException("a defect");
        assertThatThrownBy(() -> measured.launch(request())).isSameAs(cloud.failure);

        assertThat(value("cloudtik_started_nodes_total")).isEqualTo(1);
        assertThat(value("cloudtik_failed_create_nodes_total")).isEqualTo(1);
        assertThat(value("cloudtik_node_launch_exceptions_total")).isEqualTo(1);
        assertThat(samples("cloudtik_worker_create_node_time_seconds"))
                .contains(new Sample("_count", Map.of(), 1), new Sample("_sum", Map.of(), 7),
                        new Sample("_bucket", Map.of("le", "5.0"), 0), new Sample("_bucket", Map.of("le", "10.0"), 1));
        assertThat(samples("cloudtik_recently_failed_nodes")).containsExactly(Sample.of("NodeType", "worker.small", 2));
    }

    @Test
    void forgetsFailuresAfterHalfAnHour() {
        Provider cloud = new Provider();
        cloud.failure = new PlatformException(Kind.CAPACITY, "there is none");
        assertThatThrownBy(() -> meters.measured(cloud).launch(request())).isSameAs(cloud.failure);
        time.advance(Duration.ofMinutes(31));

        assertThat(samples("cloudtik_recently_failed_nodes")).isEmpty();
        assertThat(value("cloudtik_failed_create_nodes_total")).isEqualTo(1);
    }

    @Test
    void countsAMachineThatIsToldTwiceToEndOnce() {
        NodeProvider measured = meters.measured(new Provider());
        measured.terminate(Set.of("a", "b"));
        measured.terminate(Set.of("b"));

        assertThat(value("cloudtik_stopped_nodes_total")).isEqualTo(2);
    }

    @Test
    void tellsTheReplacementOfALostWorkerFromAFirstSetUp() {
        NodeSlot replacement = new NodeSlot(
                1, NodeKind.WORKER, SMALL, 2, Phase.LAUNCHED, new NodeId("demo-worker-1-2"), "token", "", "machine", 0, 0, "",
                SetUpMark.UNKNOWN);
        see(List.of(view(1, SMALL, Phase.SET_UP, SILENT)),
                List.of(new ClusterPlan.Launch(
                        replacement, "1", ClusterPlan.Cause.ENDED, "its machine is gone")), List.of());
        see(List.of(new SlotView(replacement, "2", Optional.empty(), 0, Duration.ZERO, Optional.empty(), Optional.empty(), true,
                false, "", Duration.ZERO)));
        assertThat(value("cloudtik_recovering_nodes")).isEqualTo(1);
        assertThat(samples("cloudtik_recently_failed_nodes")).containsExactly(Sample.of("NodeType", "worker.small", 1));

        Setup setup = new Setup();
        NodeSetup measured = meters.measured(setup);
        measured.setUp(replacement, machine(), text -> {});
        measured.setUp(slot(2, SMALL, Phase.LAUNCHED), machine(), text -> {});
        setup.isBroken = true;
        assertThatThrownBy(() -> measured.setUp(slot(2, SMALL, Phase.LAUNCHED), machine(), text -> {})).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> measured.setUp(replacement, machine(), text -> {})).isInstanceOf(PlatformException.class);

        assertThat(value("cloudtik_successful_recoveries_total")).isEqualTo(1);
        assertThat(value("cloudtik_failed_recoveries_total")).isEqualTo(1);
        assertThat(value("cloudtik_successful_updates_total")).isEqualTo(1);
        assertThat(value("cloudtik_failed_updates_total")).isEqualTo(1);
        assertThat(samples("cloudtik_worker_update_time_seconds")).contains(new Sample("_count", Map.of(), 2));
    }

    @Test
    void timesAlsoThePassThatIsBrokenOff() {
        assertThatThrownBy(() -> meters.pass(() -> {
            time.advance(Duration.ofSeconds(2));
            throw new PlatformException(Kind.UNAVAILABLE, "the state does not answer");
        })).isInstanceOf(PlatformException.class);

        assertThat(value("cloudtik_update_loop_exceptions_total")).isEqualTo(1);
        assertThat(samples("cloudtik_update_time_seconds"))
                .contains(new Sample("_count", Map.of(), 1), new Sample("_sum", Map.of(), 2));
    }

    private void see(List<SlotView> views) {
        see(views, List.of(), List.of());
    }

    private void see(List<SlotView> views, List<ClusterPlan.Launch> launches, List<ClusterPlan.Termination> ends) {
        meters.pass(() -> new Pass(
                new ClusterObservation(time.now(), views, List.of(), List.of()),
                new ClusterPlan(launches, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), ends, List.of(),
                        List.of())));
    }

    private List<Sample> samples(String name) {
        return meters.metrics().stream().filter(metric -> metric.name().equals(name)).map(Metric::samples).findFirst().orElseThrow();
    }

    private double value(String name) {
        return samples(name).get(0).value();
    }

    private static NodeSlot slot(int number, NodeTypeName type, Phase phase) {
        return new NodeSlot(
                number, NodeKind.WORKER, type, 1, phase, new NodeId("demo-worker-" + number), "token", "", "machine", 0, 0, "",
                SetUpMark.UNKNOWN);
    }

    private static SlotView view(int number, NodeTypeName type, Phase phase, Sighting sighting) {
        return new SlotView(slot(number, type, phase), "1", Optional.empty(), 0, Duration.ZERO, Optional.of(sighting),
                Optional.empty(), false, false, "", Duration.ZERO);
    }

    private CloudNode machine() {
        return new CloudNode("machine", CloudNode.State.RUNNING, "127.0.0.2", Map.of(), time.now(), "");
    }

    private static LaunchRequest request() {
        return new LaunchRequest("token", "name", SMALL, Optional.empty(), Settings.empty(), Map.of(), List.of());
    }

    /** Launches in seven seconds, or fails. */
    private final class Provider implements NodeProvider {

        private RuntimeException failure;

        @Override
        public CloudNode launch(LaunchRequest request) {
            time.advance(Duration.ofSeconds(7));
            if (failure != null) {
                throw failure;
            }
            return machine();
        }

        @Override
        public NodeListing list() {
            return new NodeListing(List.of(), true);
        }

        @Override
        public void terminate(Set<String> nodeIds) {
            // There is nothing to end.
        }

        @Override
        public NodeAccess access(CloudNode node) {
            throw new AssertionError("nobody logs in here");
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    private static final class Setup implements NodeSetup {

        private boolean isBroken;

        @Override
        public SetUpMark setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            if (isBroken) {
                throw new PlatformException(Kind.UNAVAILABLE, "no connection");
            }
            return SetUpMark.UNKNOWN;
        }

        @Override
        public SetUpMark renew(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            return setUp(slot, machine, activity);
        }

        @Override
        public void start(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            // There are no start commands.
        }

        @Override
        public void stop(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            // There are no stop commands.
        }

        @Override
        public ProbeAnswer probe(NodeSlot slot, CloudNode machine) {
            return ProbeAnswer.UNREACHABLE;
        }
    }
}
