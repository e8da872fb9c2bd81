package io.cloudtik.contracts.fault;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.contracts.provider.FakeProvider;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The fake cloud's workspaces, whose failures are ordered. */
class FakeWorkspaceFaultTest extends WorkspaceProviderFaultContract {

    @Override
    protected Settings workspaceSettings() {
        return Settings.of(Map.of("type", "fake"));
    }

    @Override
    protected Bench<CloudProvider, Call> bench() {
        FakeProvider fake = new FakeProvider();
        Set<Call> asked = FaultTable.allBut(Call.LIST_WORKSPACES);
        FaultTable<Call> faults = FaultTable.of(Call.class)
                .caused(CallFault.CAPACITY, EnumSet.of(Call.CREATE), Ordered.of(fake, CallFault.CAPACITY))
                .caused(CallFault.QUOTA, EnumSet.of(Call.CREATE), Ordered.of(fake, CallFault.QUOTA))
                .caused(CallFault.CONFLICT, EnumSet.of(Call.CREATE, Call.DELETE), Ordered.of(fake, CallFault.CONFLICT))
                .cannot(CallFault.NOT_FOUND_YET,
                        EnumSet.of(Call.FIND, Call.CREATE, Call.VERIFY, Call.DELETE, Call.LIST_WORKSPACES),
                        "what the fake has made is there for every call")
                .cannot(CallFault.MALFORMED, "a call of the fake is a call of a method: nothing is read")
                .cannot(CallFault.DEADLINE, "the fake waits for nobody")
                .cannot(CallFault.CANCELLED, "the fake waits for nobody");
        for (CallFault fault : EnumSet.of(CallFault.THROTTLED, CallFault.AUTH_EXPIRED, CallFault.DENIED, CallFault.REPLY_LOST,
                CallFault.UNREACHABLE)) {
            faults.caused(fault, asked, Ordered.of(fake, fault))
                    .cannot(fault, EnumSet.of(Call.LIST_WORKSPACES), "the fake takes no orders for this call");
        }
        return new Bench<>(fake, faults);
    }
}
