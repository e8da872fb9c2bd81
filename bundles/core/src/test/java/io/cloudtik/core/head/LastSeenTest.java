package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastSeenTest {

    private static final NodeId FIRST = new NodeId("demo-worker-1");
    private static final NodeId SECOND = new NodeId("demo-worker-2");

    private final ManualTime time = new ManualTime();
    private final RecordCodec codec = new JacksonRecordCodec();
    private final UnsteadyStateStore state = new UnsteadyStateStore();
    private final LastSeen seen = new LastSeen(Demo.IDENTITY, state, codec, time, (type, subject, message) -> {});

    @BeforeEach
    void allBeat() {
        List.of(Demo.HEAD, FIRST, SECOND).forEach(node -> beat(node, 1));
        seen.look();
    }

    private void beat(NodeId node, long sequence) {
        Heartbeat beat = new Heartbeat(
                node, "boot", sequence, Demo.RESOURCES, "", List.of(), "", Optional.empty(), Map.of());
        state.put(StateKey.ofVolatile(StateBackend.HEARTBEAT_TABLE, node.value()), codec.encode(beat), Duration.ofMinutes(1));
    }

    @Test
    void callsALateNodeSeveredThatIsNotConnected() {
        state.connected(SECOND.value());
        time.advance(Duration.ofSeconds(1));

        assertThat(seen.look().get(FIRST).severed()).isTrue();
        assertThat(seen.look().get(SECOND).severed()).as("it is late and connected").isFalse();
        assertThat(seen.look().get(Demo.HEAD).severed()).as("we are on it").isFalse();
    }

    @Test
    void believesABeatMoreThanAConnection() {
        state.connected();
        time.advance(Duration.ofSeconds(1));
        beat(FIRST, 2);

        assertThat(seen.look().get(FIRST).severed()).isFalse();
    }

    @Test
    void callsNobodySeveredWhereTheStoreCannotTell() {
        time.advance(Duration.ofSeconds(1));

        assertThat(seen.look().values()).noneMatch(sighting -> sighting.severed());
    }

    @Test
    void findsNobodySilentWhileTheStoreIsDeaf() {
        state.connected(FIRST.value(), SECOND.value());
        state.reachable(false);
        time.advance(Duration.ofSeconds(30));
        assertThatThrownBy(seen::look).isInstanceOf(PlatformException.class);
        state.reachable(true);

        assertThat(seen.look().get(FIRST).silentFor()).isLessThan(Duration.ofSeconds(6));
    }
}
