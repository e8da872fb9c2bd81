package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProxyRecordTest {

    private static final ProxyRecord OURS = ProxyRecord.ofThisProcess("127.0.0.1", 6000, Instant.parse("2026-01-02T03:04:05Z"));

    @Test
    void isReadAsItWasWrittenAndLeadsToItsProcess() {
        assertThat(ProxyRecord.parse(OURS.text())).contains(OURS);
        assertThat(OURS.process()).contains(ProcessHandle.current());
    }

    @Test
    void countsForNothingOnceItsProcessIsAnotherOne() {
        String older = OURS.text().replace("began=", "began=1");

        assertThat(ProxyRecord.parse(older).orElseThrow().process()).isEmpty();
    }

    @Test
    void isNoneIfItIsCutOff() {
        assertThat(ProxyRecord.parse("address=127.0.0.1\nport=60")).isEmpty();
    }
}
