package io.cloudtik.api.spi.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.node.NodeKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointTest {

    @Test
    void isFoundOnANode() {
        Endpoint page = Endpoint.page("Spark master", NodeKind.HEAD, 8080, "workers and applications");
        Endpoint deep = new Endpoint("Spark Connect", NodeKind.HEAD, "sc", 15002, "/;user_id=me", "sessions");

        assertThat(page.at("127.77.3.1")).hasToString("http://127.77.3.1:8080");
        assertThat(deep.at("10.0.0.1")).hasToString("sc://10.0.0.1:15002/;user_id=me");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> Endpoint.page("Spark master", NodeKind.HEAD, 0, ""))
                .hasMessage("endpoint 'Spark master' is at port 0, which is none");
    }

    @Test
    void refusesADrainThatDoesNothingOrHasNoTime() {
        assertThatThrownBy(() -> new Drain("", List.of(), Duration.ofMinutes(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Drain("PWR", List.of(), Duration.ZERO)).hasMessage("a drain needs time, not PT0S");
    }
}
