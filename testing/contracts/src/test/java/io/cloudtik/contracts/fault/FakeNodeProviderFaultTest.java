package io.cloudtik.contracts.fault;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.contracts.provider.FakeProvider;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The fake cloud's nodes, whose failures are ordered. */
class FakeNodeProviderFaultTest extends NodeProviderFaultContract {

    @Override
    protected Settings providerSettings() {
        return Settings.of(Map.of("type", "fake"));
    }

    @Override
    protected void letTimePass(CloudProvider provider) {
        ((FakeProvider) provider).settle();
    }

    @Override
    protected Bench<CloudProvider, Call> bench() {
        FakeProvider fake = new FakeProvider();
        Set<Call> launch = EnumSet.of(Call.LAUNCH);
        FaultTable<Call> faults = FaultTable.of(Call.class)
                .caused(CallFault.CAPACITY, launch, Ordered.of(fake, CallFault.CAPACITY))
                .caused(CallFault.QUOTA, launch, Ordered.of(fake, CallFault.QUOTA))
                .caused(CallFault.CONFLICT, EnumSet.of(Call.LAUNCH, Call.TERMINATE), Ordered.of(fake, CallFault.CONFLICT))
                .caused(CallFault.REPLY_LOST, launch, Cause.once(fake::loseNextLaunchReply))
                .caused(CallFault.REPLY_LOST, FaultTable.allBut(Call.LAUNCH), Ordered.of(fake, CallFault.REPLY_LOST))
                .cannot(CallFault.NOT_FOUND_YET, "what the fake has made is there for every call")
                .cannot(CallFault.MALFORMED, "a call of the fake is a call of a method: nothing is read")
                .cannot(CallFault.DEADLINE, "the fake waits for nobody")
                .cannot(CallFault.CANCELLED, "the fake waits for nobody");
        for (CallFault fault : EnumSet.of(
                CallFault.THROTTLED, CallFault.AUTH_EXPIRED, CallFault.DENIED, CallFault.UNREACHABLE)) {
            faults.caused(fault, Ordered.of(fake, fault));
        }
        return new Bench<>(fake, faults);
    }
}
