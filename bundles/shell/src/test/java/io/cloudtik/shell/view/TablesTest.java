package io.cloudtik.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.model.workspace.ResourceStatus;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TablesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static LocalDate today() {
        return LocalDate.ofInstant(NOON, ZoneOffset.UTC);
    }

    private final Tables tables = new Tables(100, new Paint(false), ZoneOffset.UTC, TablesTest::today);

    private static NodeStatus node(String id, NodeKind kind, NodeState state, String reason, ServiceStatus... services) {
        return new NodeStatus(
                new NodeId(id),
                kind,
                new NodeTypeName(kind == NodeKind.HEAD ? "head.default" : "worker.default"),
                state,
                "127.10.0.1",
                reason,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(services));
    }

    private static ServiceStatus service(String name, ServiceState state, String detail, int restarts) {
        return new ServiceStatus(name, "spark", state, detail, 1, restarts);
    }

    private static ClusterStatus status() {
        return new ClusterStatus(
                new WorkspaceName("lab"),
                new ClusterName("demo"),
                Optional.empty(),
                ClusterStatus.Phase.DEGRADED,
                "1 of 2 workers is ready",
                NOON,
                List.of(
                        node("demo-head", NodeKind.HEAD, NodeState.READY, "", service("redis", ServiceState.HEALTHY, "", 0)),
                        node(
                                "demo-worker-1",
                                NodeKind.WORKER,
                                NodeState.SUSPECT,
                                "no heartbeat for 12 s",
                                service("spark-worker", ServiceState.BACKING_OFF, "exit code 1: no space left", 3))),
                List.of(
                        new Wait("demo-worker-1", "not launched: no room", "next try", Optional.of(NOON.plusSeconds(95))),
                        Wait.of("", "the store does not answer")),
                Map.of("spark master", "http://127.10.0.1:8080"),
                List.of(new JobStatus("job-1", "WorstDelays", "spark", JobStatus.State.FAILED, NOON, Optional.of(3))),
                List.of(new ClusterEvent(NOON, "NODE_LOST", "demo-worker-1", "no heartbeat")));
    }

    @Test
    void showsAClusterWithWhatIsWrongAndWhy() {
        assertThat(tables.cluster(status())).isEqualTo("""
                cluster demo in workspace lab: DEGRADED, 1 of 2 workers is ready

                NODE           KIND    TYPE            STATE    ADDRESS     SERVICES
                demo-head      head    head.default    READY    127.10.0.1  redis:HEALTHY
                demo-worker-1  worker  worker.default  SUSPECT  127.10.0.1  spark-worker:BACKING_OFF(3)
                    why: no heartbeat for 12 s
                    spark-worker: exit code 1: no space left

                waiting for
                  demo-worker-1: not launched: no room; next try at 12:01:35, in 1 min 35 s
                  the store does not answer

                ENDPOINT      ADDRESS
                spark master  http://127.10.0.1:8080

                JOB    SUBMITTED  RUNTIME  STATE   EXIT CODE  NAME
                job-1  12:00:00   spark    FAILED  3          WorstDelays

                TIME      EVENT      SUBJECT        WHAT
                12:00:00  NODE_LOST  demo-worker-1  no heartbeat
                """);
    }

    @Test
    void coloursStatesWithoutMovingTheColumns() {
        String coloured = new Tables(100, new Paint(true), ZoneOffset.UTC, TablesTest::today).cluster(status());

        assertThat(coloured).contains("\u001b[32mREADY\u001b[0m").contains("redis:\u001b[32mHEALTHY\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(tables.cluster(status()));
    }

    @Test
    void wrapsTheLastColumnToTheWidth() {
        String plan = new Tables(60, new Paint(false), ZoneOffset.UTC, TablesTest::today)
                .plan(List.of(new PlannedAction("launch", "demo-head", "the cluster has no head, and everything else comes after it")));

        assertThat(plan).isEqualTo("""
                WOULD   WHAT       WHY
                launch  demo-head  the cluster has no head, and everything
                                   else comes after it
                """);
    }

    @Test
    void putsTheLastColumnBelowTheOthersWhereThereIsNoRoomBesideThem() {
        String plan = new Tables(40, new Paint(false), ZoneOffset.UTC, TablesTest::today)
                .plan(List.of(new PlannedAction("launch", "demo-head", "the cluster has no head, and everything else comes after it")));

        assertThat(plan).isEqualTo("""
                WOULD   WHAT      \s
                    WHY
                launch  demo-head \s
                    the cluster has no head, and
                    everything else comes after it
                """);
    }

    @Test
    void saysWhenThereIsNothing() {
        assertThat(tables.plan(List.of())).isEqualTo("nothing to do\n");
        assertThat(tables.workspaces(List.of())).isEqualTo("no workspaces\n");
    }

    @Test
    void showsWhatAWorkspaceMissesAndWhatDrifted() {
        WorkspaceStatus workspace = new WorkspaceStatus(
                new WorkspaceName("lab"),
                "local",
                WorkspaceStatus.State.INCOMPLETE,
                List.of(
                        new ResourceStatus("keys", "folder", "/x/keys", List.of("mode is 0755, not 0700")),
                        new ResourceStatus("storage", "folder", "", List.of())),
                List.of("demo"));

        assertThat(tables.workspace(workspace)).isEqualTo("""
                workspace lab on local: INCOMPLETE

                RESOURCE  KIND    ID
                keys      folder  /x/keys
                    drift: mode is 0755, not 0700
                storage   folder  -

                clusters in it
                  demo
                """);
        assertThat(tables.workspaces(List.of(workspace))).isEqualTo("""
                WORKSPACE  PROVIDER  STATE       CLUSTERS
                lab        local     INCOMPLETE  demo
                """);
    }
}
