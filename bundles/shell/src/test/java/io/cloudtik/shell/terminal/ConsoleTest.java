package io.cloudtik.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.PlatformException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    @Test
    void takesOnlyAClearYes() {
        assertThat(Consoles.attended("y\n").console().confirm("End it?")).isTrue();
        assertThat(Consoles.attended("YES\n").console().confirm("End it?")).isTrue();
        assertThat(Consoles.attended("n\n").console().confirm("End it?")).isFalse();
        assertThat(Consoles.attended("\n").console().confirm("End it?")).isFalse();
        assertThat(Consoles.attended("").console().confirm("End it?")).isFalse();
    }

    @Test
    void doesNotWaitForAnAnswerNobodyCanGive() {
        assertThatThrownBy(() -> Consoles.plain().console().confirm("End it?"))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.remedy()).contains("the same with --yes"));
    }

    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertThat(Console.quoted("/a/b.yaml")).isEqualTo("/a/b.yaml");
        assertThat(Console.quoted("my file")).isEqualTo("'my file'");
        assertThat(Console.quoted("${job}/x")).isEqualTo("'${job}/x'");
        assertThat(Console.quoted("it's")).isEqualTo("'it'\\''s'");
    }

    @Test
    void handsOutputOnByteForByte() {
        Consoles consoles = Consoles.plain();
        byte[] bytes = "häl".getBytes(StandardCharsets.UTF_8);

        consoles.console().sink().stdout(bytes, 2);
        consoles.console().sink().stdout(new byte[] {bytes[2], bytes[3]}, 2);
        consoles.console().sink().stderr("no".getBytes(StandardCharsets.UTF_8), 2);

        assertThat(consoles.out()).isEqualTo("häl");
        assertThat(consoles.err()).isEqualTo("no");
    }
}
