package io.cloudtik.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterSpec;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalAuthTest {

    private static String check(Optional<String> user, Optional<Integer> port) {
        ClusterSpec any = TestCloud.cluster();
        ClusterSpec spec = new ClusterSpec(any.workspace(), any.name(), any.provider(), any.providerSettings(),
                new AuthSpec(user, port, Optional.empty()), any.nodeTypes(), any.maxWorkers(), any.runtimes(),
                Settings.of(Map.of()));
        return LocalAuth.check(spec, "ann").toString();
    }

    @Test
    void letsTheOwnerOfTheNodesLogIn() {
        assertThat(check(Optional.empty(), Optional.empty())).isEmpty();
        assertThat(check(Optional.of("ann"), Optional.empty())).isEmpty();
    }

    @Test
    void refusesWhatNodesOfThisMachineCannotHave() {
        assertThat(check(Optional.of("ubuntu"), Optional.empty()))
                .contains("error: ssh_user is 'ubuntu', and nodes on this machine are processes of whoever starts them, which is 'ann'")
                .contains("(leave it out, or write ann)");
        assertThat(check(Optional.empty(), Optional.of(22)))
                .contains("error: ssh_port is 22, and each node on this machine gets an address and a port of its own");
    }
}
