package io.cloudtik.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LookTest {

    private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

    private static Map<String, String> terminal(String streams, String columns) {
        return Map.of("cloudtik.terminal", streams, "cloudtik.columns", columns);
    }

    @Test
    void showsEverythingToAPersonAtATerminal() {
        assertThat(Look.of(terminal("in,out,err", "120"), XTERM)).isEqualTo(new Look(true, true, true, true, 120, 120));
    }

    @Test
    void isPlainInAPipe() {
        assertThat(Look.of(terminal("", "0"), XTERM)).isEqualTo(Look.PLAIN);
        assertThat(Look.of(Map.of(), Map.of())).isEqualTo(Look.PLAIN);
    }

    @Test
    void coloursOnlyTheStreamThatIsATerminal() {
        Look look = Look.of(terminal("in,err", "80"), XTERM);

        assertThat(look.outColoured()).isFalse();
        assertThat(look.errColoured()).isTrue();
        assertThat(look.live()).isTrue();
    }

    @Test
    void hasNoColoursWhereNobodyWantsThem() {
        Look look = Look.of(terminal("in,out,err", "80"), Map.of("TERM", "xterm", "NO_COLOR", "1"));

        assertThat(look.outColoured()).isFalse();
        assertThat(look.errColoured()).isFalse();
        assertThat(look.live()).isTrue();
    }

    @Test
    void redrawsNothingOnADumbTerminalOrInContinuousIntegration() {
        assertThat(Look.of(terminal("in,out,err", "80"), Map.of("TERM", "dumb")).live()).isFalse();
        assertThat(Look.of(terminal("in,out,err", "80"), Map.of("TERM", "xterm", "CI", "true")).live()).isFalse();
    }

    @Test
    void writesForAReadableWidthOnNarrowTerminals() {
        assertThat(Look.of(terminal("in,out,err", "12"), XTERM).columns()).isEqualTo(20);
    }

    @Test
    void breaksNoLineOfResultsThatAProgramReads() {
        Look look = Look.of(terminal("in,err", "80"), XTERM);

        assertThat(look.outColumns()).isEqualTo(Look.UNBROKEN);
        assertThat(look.columns()).as("of the progress").isEqualTo(80);
    }

    @Test
    void writesForTheWidthThatSomebodyAskedFor() {
        Map<String, String> narrow = Map.of("TERM", "xterm", "COLUMNS", "60");

        assertThat(Look.of(terminal("", "0"), narrow).outColumns()).isEqualTo(60);
        assertThat(Look.of(terminal("in,out,err", "120"), narrow).outColumns()).as("where the terminal says it").isEqualTo(120);
    }
}
