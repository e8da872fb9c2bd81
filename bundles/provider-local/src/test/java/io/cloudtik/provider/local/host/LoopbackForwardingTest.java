package io.cloudtik.provider.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackForwardingTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.77.5.254", "localhost"})
    void allowsLoopback(String host) {
        assertThat(LoopbackForwarding.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1.example.org", "128.0.0.1", "127.1", "::ffff:10.0.0.1", "example.org", ""})
    void refusesAllElse(String host) {
        assertThat(LoopbackForwarding.isLoopback(host)).isFalse();
    }
}
