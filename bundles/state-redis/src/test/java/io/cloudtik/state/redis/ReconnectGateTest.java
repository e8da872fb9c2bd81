package io.cloudtik.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReconnectGateTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final ReconnectGate gate = new ReconnectGate(nanos::get);
    private final PlatformException failure = new PlatformException(Kind.UNAVAILABLE, "refused").withRemedy("start it");

    @Test
    void isOpenAtFirst() {
        assertThatCode(gate::pass).doesNotThrowAnyException();
    }

    @Test
    void repeatsTheFailureUntilTheDelayIsOver() {
        gate.failed(failure);
        advance(Duration.ofMillis(30));

        assertThatThrownBy(gate::pass).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e).hasMessage("refused");
            assertThat(e.remedy()).contains("start it");
            assertThat(e.retryAfter()).contains(Duration.ofMillis(20));
        });
        advance(Duration.ofMillis(20));
        assertThatCode(gate::pass).doesNotThrowAnyException();
    }

    @Test
    void doublesTheDelayUpToASecond() {
        for (int failed = 0; failed < 10; failed++) {
            gate.failed(failure);
        }
        advance(Duration.ofMillis(999));
        assertThatThrownBy(gate::pass).hasMessage("refused");

        advance(Duration.ofMillis(1));
        assertThatCode(gate::pass).doesNotThrowAnyException();
    }

    @Test
    void beginsAnewAfterAConnection() {
        gate.failed(failure);
        gate.failed(failure);
        gate.connected();
        assertThatCode(gate::pass).doesNotThrowAnyException();

        gate.failed(failure);
        advance(Duration.ofMillis(50));
        assertThatCode(gate::pass).doesNotThrowAnyException();
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
