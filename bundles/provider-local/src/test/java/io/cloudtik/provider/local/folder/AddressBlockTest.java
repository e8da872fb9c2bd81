package io.cloudtik.provider.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AddressBlockTest {

    @Test
    void readsWhatItWrote() {
        for (AddressBlock block : new AddressBlock[] {
            AddressBlock.ofIndex(0), AddressBlock.ofIndex(AddressBlock.COUNT - 1), AddressBlock.oneAddress()
        }) {
            assertThat(AddressBlock.parse(block.toString())).isEqualTo(block);
        }
    }

    @Test
    void hasAllAddressesButTheFirstAndTheLast() {
        assertThat(AddressBlock.ofIndex(13 * 256 + 5).addresses())
                .hasSize(254)
                .startsWith("127.77.5.1", "127.77.5.2")
                .endsWith("127.77.5.254");
        assertThat(AddressBlock.oneAddress().addresses()).containsExactly("127.0.0.1");
    }

    @Test
    void refusesAddressesThatAreNotOfThisMachine() {
        assertThatThrownBy(() -> AddressBlock.parse("10.0.0.0/24")).hasMessage("'10.0.0.0/24' is no address block");
    }
}
