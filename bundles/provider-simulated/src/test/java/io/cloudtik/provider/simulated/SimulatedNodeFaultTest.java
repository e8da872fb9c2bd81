package io.cloudtik.provider.simulated;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.contracts.fault.Bench;
import io.cloudtik.contracts.fault.CallFault;
import io.cloudtik.contracts.fault.Cause;
import io.cloudtik.contracts.fault.FaultTable;
import io.cloudtik.contracts.fault.NodeProviderFaultContract;
import io.cloudtik.provider.simulated.cloud.Fault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The faults of the simulated cloud's machines, as its weather brings them about. */
class SimulatedNodeFaultTest extends NodeProviderFaultContract {

    private TroubledCloud cloud = new TroubledCloud();

    @Override
    protected Settings providerSettings() {
        return TroubledCloud.settings();
    }

    @Override
    protected void letTimePass(CloudProvider provider) {
        cloud.letTimePass();
    }

    @Override
    protected Bench<CloudProvider, Call> bench() {
        cloud = new TroubledCloud();
        return new Bench<>(cloud.provider(), FaultTable.of(Call.class)
                .caused(CallFault.THROTTLED, cloud.always(Fault.THROTTLED))
                .caused(CallFault.CAPACITY, EnumSet.of(Call.LAUNCH), cloud.always(Fault.NO_ROOM))
                .caused(CallFault.QUOTA, EnumSet.of(Call.LAUNCH), anotherClusterTakesAll(cloud.provider()))
                .caused(CallFault.AUTH_EXPIRED, cloud.always(Fault.UNAUTHORIZED))
                .cannot(CallFault.DENIED, "whoever may ask the simulated cloud may ask for everything")
                .caused(CallFault.NOT_FOUND_YET, EnumSet.of(Call.LIST), cloud.listingsLag())
                .cannot(CallFault.NOT_FOUND_YET, FaultTable.allBut(Call.LIST), "only listings of the simulated cloud lag")
                .cannot(CallFault.CONFLICT, EnumSet.of(Call.LAUNCH, Call.TERMINATE),
                        "the simulated cloud does one call after another")
                .caused(CallFault.MALFORMED, cloud.always(Fault.MALFORMED_REPLY))
                .caused(CallFault.REPLY_LOST, cloud.always(Fault.LOST_REPLY))
                .caused(CallFault.UNREACHABLE, cloud.always(Fault.UNAVAILABLE))
                .cannot(CallFault.DEADLINE, "an answer of the simulated cloud takes 40 s at most, and then it comes")
                .caused(CallFault.CANCELLED, cloud.hangs()));
    }

    /** The quota is of two machines. */
    private static Cause anotherClusterTakesAll(CloudProvider provider) {
        NodeTypeSpec type = new NodeTypeSpec(
                new NodeTypeName("worker.default"), NodeKind.WORKER, 2, 2, Optional.empty(), Settings.empty());
        NodeProvider others = provider.nodes(new ClusterSpec(
                new WorkspaceName("faults"), new ClusterName("greedy"), SimulatedProvider.TYPE, TroubledCloud.settings(),
                AuthSpec.DEFAULT, List.of(type), 2, List.of(), Settings.empty()));
        return () -> {
            List<CloudNode> taken = new ArrayList<>();
            for (int number = 1; number <= 2; number++) {
                taken.add(others.launch(new LaunchRequest("greedy" + number, "greedy-" + number, type.name(), Optional.empty(),
                        Settings.empty(), Map.of(), List.of())));
            }
            Set<String> ids = taken.stream().map(CloudNode::id).collect(Collectors.toSet());
            return () -> others.terminate(ids);
        };
    }
}
