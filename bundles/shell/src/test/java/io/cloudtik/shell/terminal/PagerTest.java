package io.cloudtik.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagerTest {

    private static final Map<String, String> TERMINAL = Map.of("cloudtik.terminal", "in,out,err", "cloudtik.rows", "40");
    private static final Map<String, String> PIPE = Map.of("cloudtik.terminal", "in,err", "cloudtik.rows", "40");

    @TempDir private Path folder;

    private static PagerChoice choice(Map<String, String> properties, String... environment) {
        Map<String, String> variables = environment.length == 0
                ? Map.of("TERM", "xterm")
                : Map.of("TERM", "xterm", environment[0], environment[1], "PAGER", "more");
        return PagerChoice.of(properties, variables);
    }

    @Test
    void isLessUnlessTheUserHasAnother() {
        assertThat(choice(TERMINAL).command()).contains("exec less").contains("exec cat");
        assertThat(choice(TERMINAL).rows()).isEqualTo(40);
        assertThat(choice(TERMINAL, "X", "").command()).isEqualTo("more");
        assertThat(choice(TERMINAL, "CLOUDTIK_PAGER", "most -s").command()).isEqualTo("most -s");
    }

    @Test
    void isNotThereWhereNobodyReadsOrNobodyWantsIt() {
        assertThat(choice(PIPE).isWanted()).isFalse();
        assertThat(choice(TERMINAL, "NO_PAGER", "1").isWanted()).isFalse();
        assertThat(choice(TERMINAL, "CI", "true").isWanted()).isFalse();
        assertThat(choice(TERMINAL, "CLOUDTIK_PAGER", "").isWanted()).isFalse();
        assertThat(choice(TERMINAL, "CLOUDTIK_PAGER", "cat").isWanted()).isFalse();
        assertThat(PagerChoice.of(TERMINAL, Map.of("TERM", "dumb")).isWanted()).isFalse();
        assertThat(PagerChoice.of(Map.of(), Map.of()).isWanted()).isFalse();
    }

    @Test
    void leavesWhatFitsOnTheTerminal() {
        Consoles consoles = Consoles.paged("cat > paged", 3);

        consoles.console().page();
        consoles.console().out().println("one");
        consoles.console().out().println("two");

        assertThat(consoles.console().endPaging()).isTrue();
        assertThat(consoles.out()).isEqualTo("one\ntwo\n");
        assertThat(consoles.console().endPaging()).isFalse();
    }

    @Test
    void getsAllOfWhatIsLongerAndKeepsRemarksForAfterwards() throws IOException {
        Path paged = folder.resolve("paged");
        Consoles consoles = Consoles.paged("cat > '" + paged + "'; printf '%s' \"$LESS\" >> '" + paged + "'", 2);

        consoles.console().page();
        consoles.console().out().print("one\ntwo\nthree\n");
        consoles.console().err().println("a remark");
        consoles.console().out().println("four");

        assertThat(consoles.err()).isEmpty();
        assertThat(consoles.console().endPaging()).isTrue();
        assertThat(Files.readString(paged)).startsWith("one\ntwo\nthree\nfour\n").endsWith(System.getenv().getOrDefault("LESS", "FRXK"));
        assertThat(consoles.out()).isEmpty();
        assertThat(consoles.err()).isEqualTo("a remark\n");
    }

    @Test
    void countsTheRowsThatALongLineTakes() {
        Consoles consoles = Consoles.paged("cat > /dev/null", 3);

        consoles.console().page();
        consoles.console().out().println("x".repeat(160));
        assertThat(consoles.console().endPaging()).isTrue();
        assertThat(consoles.out()).hasSize(161);

        consoles.console().page();
        consoles.console().out().println("x".repeat(161));
        assertThat(consoles.console().endPaging()).isTrue();
        assertThat(consoles.out()).as("the pager has it").hasSize(161);
    }

    @Test
    void maySeeThePagerLeftBeforeTheEnd() {
        Consoles consoles = Consoles.paged("exit 0", 1);

        consoles.console().page();
        while (!consoles.console().isOutClosed()) {
            consoles.console().out().println("more and more");
        }

        assertThat(consoles.console().endPaging()).isTrue();
        assertThat(consoles.console().isOutClosed()).isFalse();
    }

    @Test
    void isNotAskedByWhoRefusesIt() {
        Consoles consoles = Consoles.paged("exit 1", 1);
        consoles.console().restrain(false, false, true);

        consoles.console().page();

        assertThat(consoles.console().endPaging()).isFalse();
    }
}
