package io.cloudtik.shell.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.problem.Finding;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.shell.VerbRun;
import io.cloudtik.shell.terminal.Consoles;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorVerbTest {

    private final Consoles consoles = Consoles.plain();

    private int run(List<Finding> findings, String... words) {
        DoctorVerb verb = new DoctorVerb(provider -> findings, new JacksonRecordCodec());
        return new VerbRun(consoles.console()).run(verb.command(consoles.console()), words);
    }

    @Test
    void writesALineForEachFindingAndWhatToDo() {
        int code = run(List.of(Finding.ok("java", "Java 17"), Finding.warn("docker", "is not there", "install it")));

        assertThat(code).isZero();
        assertThat(consoles.out()).isEqualTo("""
                ok   java    Java 17
                warn docker  is not there
                             try: install it
                """);
    }

    @Test
    void failsIfSomethingMustBeDone() {
        assertThat(run(List.of(Finding.fail("disk", "is full", "make room")), "-o", "json")).isEqualTo(1);

        assertThat(consoles.out()).contains("\"grade\" : \"FAIL\"").contains("\"remedy\" : \"make room\"");
    }
}
