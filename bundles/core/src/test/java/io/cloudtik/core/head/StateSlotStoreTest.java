package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.state.InMemoryStateStore;
import io.cloudtik.contracts.time.ManualClock;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotStore.StoredSlot;
import org.junit.jupiter.api.Test;

class StateSlotStoreTest {

    private final InMemoryStateStore state = new InMemoryStateStore(ManualClock.create());
    private final StateSlotStore slots = new StateSlotStore(state, new JacksonRecordCodec(), state.nextEpoch());

    @Test
    void readsBackWhatItSaved() {
        StoredSlot one = slots.save(Demo.worker(1, NodeSlot.Phase.PLANNED), "");
        StoredSlot two = slots.save(Demo.worker(2, NodeSlot.Phase.LAUNCHED), "");
        StoredSlot changed = slots.save(Demo.worker(1, NodeSlot.Phase.SET_UP), one.version());

        assertThat(slots.load()).containsExactlyInAnyOrder(changed, two);
    }

    @Test
    void refusesToOverwriteWhatItHasNotRead() {
        StoredSlot one = slots.save(Demo.worker(1, NodeSlot.Phase.PLANNED), "");
        slots.save(Demo.worker(1, NodeSlot.Phase.LAUNCHED), one.version());

        refuses(one.version());
        refuses("");
    }

    @Test
    void refusesTheWriterOfAnEarlierReign() {
        StoredSlot one = slots.save(Demo.worker(1, NodeSlot.Phase.PLANNED), "");
        state.nextEpoch();

        refuses(one.version());
    }

    private void refuses(String version) {
        assertThatThrownBy(() -> slots.save(Demo.worker(1, NodeSlot.Phase.SET_UP), version))
                .isInstanceOfSatisfying(
                        PlatformException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
    }
}
