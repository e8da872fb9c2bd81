package io.cloudtik.core.head;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.contracts.time.ManualClock;
import io.cloudtik.core.cluster.DerivedSecrets;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.RuntimePlans;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.ManualTime;
import io.cloudtik.core.stage.SetUpMark;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Version;

/** The cluster that the head's tests speak of. */
final class Demo {

    static final NodeId HEAD = new NodeId("demo-head");
    static final NodeTypeName WORKER_TYPE = new NodeTypeName("worker.default");
    static final Resources RESOURCES = Resources.of(2, DataSize.ofGibibytes(4));
    static final NodeIdentity IDENTITY = new NodeIdentity(
            HEAD, NodeKind.HEAD, new NodeTypeName("head.default"), "127.9.8.7", "127.9.8.7", new WorkspaceName("lab"),
            new ClusterName("demo"), new ClusterUuid("00000000-0000-0000-0000-000000000001"), Optional.empty());

    private Demo() {}

    static ClusterSpec spec(int workers, String... runtimes) {
        return new ClusterSpec(
                IDENTITY.workspace(), IDENTITY.cluster(), "fake", Settings.empty(), AuthSpec.DEFAULT,
                List.of(
                        new NodeTypeSpec(IDENTITY.type(), NodeKind.HEAD, 0, 0, Optional.of(RESOURCES), Settings.empty()),
                        new NodeTypeSpec(WORKER_TYPE, NodeKind.WORKER, workers, 32, Optional.empty(), Settings.empty())),
                32,
                List.of(runtimes).stream().map(name -> new RuntimeSpec(name, Settings.empty())).toList(),
                Settings.empty());
    }

    /** Plans of these runtimes, on nodes of a provider called {@code fake}. */
    static RuntimePlans plans(Runtimes runtimes) {
        Providers providers = new Providers(new ManualTime());
        providers.add(new FakeProvider("fake", ManualClock.create()), Version.emptyVersion);
        return new RuntimePlans(runtimes, providers, new DerivedSecrets(Secret.of("password")), type -> Optional.empty());
    }

    /** A node as runtimes are told about it. */
    static RuntimePlans.Node planned(NodeId node, String address) {
        return new RuntimePlans.Node(node, NodeKind.WORKER, WORKER_TYPE, RESOURCES, address, IDENTITY.address());
    }

    static NodeSlot worker(int number, NodeSlot.Phase phase) {
        return worker(number, phase, 0, "");
    }

    static NodeSlot worker(int number, NodeSlot.Phase phase, int failures, String reason) {
        return new NodeSlot(number, NodeKind.WORKER, WORKER_TYPE, 1, phase, new NodeId("demo-worker-" + number),
                "token" + number, "", "fake-" + number, failures, 0, reason,
                SetUpMark.UNKNOWN);
    }
}
