package io.cloudtik.provider.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.provider.local.folder.HostAddress;
import org.junit.jupiter.api.Test;

class HostSuccessionTest {

    private final HostSuccession succession = new HostSuccession();

    @Test
    void tellsOnceOfAHostThatTookThePlaceOfAnother() {
        succession.met(new HostAddress(11, "begun", 4000, "a"));
        succession.met(new HostAddress(12, "later", 4001, "b"));
        succession.met(new HostAddress(12, "later", 4001, "b"));

        assertThat(succession.take()).singleElement().asString()
                .startsWith("the local host process 11 ended and 12 has taken its place");
        assertThat(succession.take()).isEmpty();
    }

    @Test
    void knowsASuccessorWithTheSamePid() {
        succession.met(new HostAddress(11, "begun", 4000, "a"));
        succession.met(new HostAddress(11, "later", 4000, "b"));

        assertThat(succession.take()).hasSize(1);
    }

    @Test
    void tellsNothingOfTheFirst() {
        succession.met(new HostAddress(11, "begun", 4000, "a"));

        assertThat(succession.take()).isEmpty();
    }
}
