package io.cloudtik.contracts.fault;

import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.contracts.state.InMemoryStateStore;
import io.cloudtik.contracts.time.ManualClock;

/** The store in memory: a map of this process can fail in one way only. */
class InMemoryStateStoreFaultTest extends StateStoreFaultContract {

    @Override
    protected Bench<StateStore, Call> bench() {
        String memory = "it is a map in the memory of this process";
        return new Bench<>(new InMemoryStateStore(ManualClock.create()), FaultTable.of(Call.class)
                .cannot(CallFault.AUTH_EXPIRED, memory)
                .cannot(CallFault.DENIED, memory)
                .cannot(CallFault.MALFORMED, memory)
                .cannot(CallFault.REPLY_LOST, memory)
                .cannot(CallFault.UNREACHABLE, memory)
                .cannot(CallFault.DEADLINE, memory)
                .cannot(CallFault.CANCELLED, memory));
    }
}
