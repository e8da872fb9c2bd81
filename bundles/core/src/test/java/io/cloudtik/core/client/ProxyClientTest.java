package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProxyClientTest {

    @Test
    void listensOnAddressesOfThisMachineOnly() {
        assertThat(ProxyClient.address("127.0.0.9").getHostAddress()).isEqualTo("127.0.0.9");
        assertThat(ProxyClient.address("0.0.0.0").isAnyLocalAddress()).isTrue();
        assertThatThrownBy(() -> ProxyClient.address("192.0.2.1")).hasMessage("'192.0.2.1' is no address of this machine");
    }
}
