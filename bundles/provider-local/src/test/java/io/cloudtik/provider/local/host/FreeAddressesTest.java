package io.cloudtik.provider.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.provider.local.folder.AddressBlock;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreeAddressesTest {

    private static final AddressBlock BLOCK = AddressBlock.parse("127.77.5.0/24");

    @Test
    void beginsBehindTheAddressGivenOutLastAndLeavesOutUsedOnes() {
        List<String> candidates = new FreeAddresses(BLOCK, Set.of("127.77.5.4", "127.77.5.1"), "127.77.5.2").candidates();

        assertThat(candidates).startsWith("127.77.5.3", "127.77.5.5").endsWith("127.77.5.254", "127.77.5.2").hasSize(252);
    }

    @Test
    void triesTheSshPortOfAllAddressesBeforeAnyOtherPort() {
        List<Integer> ports = new ArrayList<>();

        assertThatThrownBy(() -> new FreeAddresses(BLOCK, Set.of(), "").claim((address, port) -> {
            ports.add(port);
            throw new BindException("taken");
        })).isInstanceOf(HostRefusal.class).hasMessage("no address of the block 127.77.5.0/24 is free");

        assertThat(ports).hasSize(508).startsWith(2222).endsWith(0);
        assertThat(ports.subList(0, 254)).containsOnly(2222);
    }

    @Test
    void sharesTheOneAddressWhereThereAreNoMore() {
        assertThat(new FreeAddresses(AddressBlock.oneAddress(), Set.of("127.0.0.1"), "127.0.0.1").candidates())
                .containsExactly("127.0.0.1");
    }
}
