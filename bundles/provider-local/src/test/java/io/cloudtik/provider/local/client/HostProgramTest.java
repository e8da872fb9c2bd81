package io.cloudtik.provider.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostProgramTest {

    @Test
    void keepsTheLocaleByWhicheverNameItComes() {
        Map<String, String> environment = new HashMap<>(
                Map.of("LC_ALL", "C.UTF-8", "LC_CTYPE", "en_GB.UTF-8", "CLOUDTIK_LOCAL_NODE", "local-1", "HOME", "/home/ann"));

        HostProgram.keepWhatAHostNeeds(environment);

        assertThat(environment).containsOnlyKeys("LC_ALL", "LC_CTYPE", "HOME");
    }
}
