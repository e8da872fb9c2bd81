package io.cloudtik.provider.simulated;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.contracts.fault.Bench;
import io.cloudtik.contracts.fault.CallFault;
import io.cloudtik.contracts.fault.FaultTable;
import io.cloudtik.contracts.fault.WorkspaceProviderFaultContract;
import io.cloudtik.provider.simulated.cloud.Fault;
import java.util.EnumSet;

/** The faults of the simulated cloud's workspaces, as its weather brings them about. */
class SimulatedWorkspaceFaultTest extends WorkspaceProviderFaultContract {

    @Override
    protected Settings workspaceSettings() {
        return TroubledCloud.settings();
    }

    @Override
    protected Bench<CloudProvider, Call> bench() {
        TroubledCloud cloud = new TroubledCloud();
        return new Bench<>(cloud.provider(), FaultTable.of(Call.class)
                .caused(CallFault.THROTTLED, cloud.always(Fault.THROTTLED))
                .cannot(CallFault.CAPACITY, EnumSet.of(Call.CREATE), "the simulated cloud has room for every workspace")
                .cannot(CallFault.QUOTA, EnumSet.of(Call.CREATE), "the simulated cloud's quota is of machines")
                .caused(CallFault.AUTH_EXPIRED, cloud.always(Fault.UNAUTHORIZED))
                .cannot(CallFault.DENIED, "whoever may ask the simulated cloud may ask for everything")
                .cannot(CallFault.NOT_FOUND_YET,
                        EnumSet.of(Call.FIND, Call.CREATE, Call.VERIFY, Call.DELETE, Call.LIST_WORKSPACES),
                        "only listings of the simulated cloud's machines lag")
                .cannot(CallFault.CONFLICT, EnumSet.of(Call.CREATE, Call.DELETE), "core keeps to the order of the resources")
                .caused(CallFault.MALFORMED, cloud.always(Fault.MALFORMED_REPLY))
                .caused(CallFault.REPLY_LOST, cloud.always(Fault.LOST_REPLY))
                .caused(CallFault.UNREACHABLE, cloud.always(Fault.UNAVAILABLE))
                .cannot(CallFault.DEADLINE, "an answer of the simulated cloud takes 40 s at most, and then it comes")
                .caused(CallFault.CANCELLED, cloud.hangs()));
    }
}
