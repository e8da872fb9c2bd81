package io.cloudtik.shell.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.shell.VerbRun;
import io.cloudtik.shell.terminal.Consoles;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainVerbTest {

    private final FakeExplanations explanations = new FakeExplanations();
    private final Consoles consoles = Consoles.plain();

    private int run(String... words) {
        return new VerbRun(consoles.console()).run(
                new ExplainVerb(explanations, new JacksonRecordCodec()).command(consoles.console()), words);
    }

    @Test
    void showsTheLatestDecisionsAndWhatIsWaitedFor() {
        assertThat(run("c.yaml", "-n", "3")).isZero();

        assertThat(explanations.calls).containsExactly("explain c.yaml 3");
        assertThat(consoles.out())
                .contains("DECISION", "d1-4", "launch", "demo-worker-1-r1", "its machine is TERMINATED", "wants only 1")
                .contains("waiting for", "demo-worker-1-r1: the machine is starting; given up at", ", in 5 min 0 s");
    }

    @Test
    void tellsTheStoryOfANode() {
        assertThat(run("c.yaml", "demo-worker-1")).isZero();

        assertThat(explanations.calls).containsExactly("explainNode c.yaml demo-worker-1");
        assertThat(consoles.out())
                .startsWith("demo-worker-1: there is no such node now\n")
                .contains("NODE_LAUNCHED", "as machine local-7", "d1-4");
    }

    @Test
    void showsADecisionFromItsInputsToItsOutcome() {
        assertThat(run("c.yaml", "d1-4")).isZero();

        assertThat(consoles.out()).containsSubsequence(
                "decision d1-4", "IT WAS KNOWN", "1 wanted", "DECIDED TO", "demo-worker-2", "and to wait for", "WHAT CAME OF IT",
                "NODE_LAUNCHED");
    }

    @Test
    void givesThatAsData() {
        assertThat(run("c.yaml", "d1-4", "-o", "json")).isZero();

        assertThat(consoles.out()).contains("\"until\" : \"2026-11-22T12:05:00Z\"", "\"form\" : 1", "\"decision\" : \"d1-4\"");
    }

    @Test
    void endsWithOneIfThisVersionDecidesOtherwise() {
        assertThat(run("c.yaml", "d1-4", "--replay")).isZero();
        assertThat(consoles.out()).isEqualTo("CloudTik 0.2.0 decides the same as 0.1.0 did in d1-4\n");

        explanations.differences = List.of("no longer: launch demo-worker-1");
        assertThat(run("c.yaml", "d1-4", "--replay")).isEqualTo(1);
        assertThat(consoles.out()).contains("decides otherwise", "  no longer: launch demo-worker-1");
    }

    @Test
    void refusesWhatCannotBeReplayed() {
        assertThat(run("c.yaml", "demo-worker-1", "--replay")).isEqualTo(2);
        assertThat(run("c.yaml", "-n", "0")).isEqualTo(2);

        assertThat(consoles.err()).contains("--replay needs a decision, such as d1-4", "write 1 or more");
        assertThat(explanations.calls).isEmpty();
    }
}
