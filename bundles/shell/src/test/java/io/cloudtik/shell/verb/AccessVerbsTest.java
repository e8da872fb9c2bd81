package io.cloudtik.shell.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.ProxyOperations.RunningProxy;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.VerbRun;
import io.cloudtik.shell.terminal.Consoles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessVerbsTest {

    private final FakeAccess access = new FakeAccess();
    private final Consoles consoles = Consoles.plain();

    private int run(Verb verb, String... words) {
        return new VerbRun(consoles.console()).run(verb.command(consoles.console()), words);
    }

    @Test
    void logsOfOneNodeAreItsLinesAndNothingElse() {
        assertThat(run(new LogsVerb(access), "c.yaml", "--node", "demo-worker-1", "-s", "spark-worker", "-n", "7")).isZero();

        assertThat(access.calls).singleElement().asString()
                .contains("demo-worker-1", "spark-worker", "lines=7", "follow=false", "allNodes=false");
        assertThat(consoles.out()).isEqualTo("one\ntwo\n");
    }

    @Test
    void logsOfAllNodesAreBehindTheNamesOfNodeAndLog() {
        assertThat(run(new LogsVerb(access), "c.yaml", "-a", "--runtimes", "spark", "-f")).isZero();

        assertThat(consoles.out()).isEqualTo("demo-head container | one\ndemo-worker-1 spark-worker | two\n");
        assertThat(consoles.err()).contains("(demo-worker-1: connection lost; connecting again)");
    }

    @Test
    void logsOfOneNodeAndOfAllExcludeEachOther() {
        assertThat(run(new LogsVerb(access), "c.yaml", "--node", "demo-head", "--all-nodes")).isEqualTo(2);
        assertThat(run(new LogsVerb(access), "c.yaml", "--node", "a", "--node-ip", "127.0.0.1")).isEqualTo(2);
        assertThat(run(new LogsVerb(access), "c.yaml", "-n", "0")).isEqualTo(2);

        assertThat(access.calls).isEmpty();
        assertThat(consoles.err()).contains("--node excludes --all-nodes").contains("--lines is 0");
    }

    @Test
    void attachNeedsATerminalAndSaysWhatDoesNot() {
        assertThat(run(new AttachVerb(access), "c.yaml")).isEqualTo(2);

        assertThat(access.calls).isEmpty();
        assertThat(consoles.err()).contains("this needs a terminal").contains("./cloudtik exec c.yaml COMMAND");
    }

    @Test
    void attachRefusesWhatMakesNoSense() {
        assertThat(run(new AttachVerb(access), "c.yaml", "--new")).isEqualTo(2);
        assertThat(run(new AttachVerb(access), "c.yaml", "--tmux", "top")).isEqualTo(2);
        assertThat(run(new AttachVerb(access), "c.yaml", "--tmux", "--screen")).isEqualTo(2);
        assertThat(run(new AttachVerb(access), "c.yaml", "-p", "80:81:82:83")).isEqualTo(2);
        assertThat(run(new AttachVerb(access), "c.yaml", "-p", "99999")).isEqualTo(2);

        assertThat(consoles.err()).contains(
                "add --tmux or --screen", "exclude each other",
                "'80:81:82:83' is no port to forward: write 8080, 18080:8080 or 18080:host:8080",
                "'99999' is no number from 1 to 65535");
    }

    @Test
    void execForwardsPortsAsLongAsItRuns() {
        assertThat(run(execVerb(), "c.yaml", "-p", "18080:8080", "true")).isZero();

        assertThat(access.calls).containsExactly(
                "forward [PortForward[localPort=18080, host=Optional.empty, port=8080]]", "forward closed");
        assertThat(consoles.err()).contains("forwarding 127.0.0.1:18080 -> node:8080");
    }

    @Test
    void execForwardsNoPortsOfSeveralNodes() {
        assertThat(run(execVerb(), "c.yaml", "-a", "-p", "8080", "true")).isEqualTo(2);

        assertThat(access.calls).isEmpty();
    }

    @Test
    void startProxyPrintsTheAddressForProgramsAndHowToUseItForPeople() {
        assertThat(run(new StartProxyVerb(access), "c.yaml")).isZero();

        assertThat(consoles.out()).isEqualTo("socks5h://127.0.0.1:6000\n");
        assertThat(consoles.err()).contains("curl --proxy socks5h://127.0.0.1:6000").contains("./cloudtik stop-proxy c.yaml");
    }

    @Test
    void startProxySaysThatOneRunsAlready() {
        access.proxy = Optional.of(new RunningProxy("127.0.0.1", 6000, 4711, Instant.EPOCH));

        assertThat(run(new StartProxyVerb(access), "c.yaml", "--port", "7000", "--bind-address", "127.0.0.9")).isZero();

        assertThat(consoles.err()).contains("it runs already (process 4711)");
        assertThat(access.calls).containsExactly("start proxy c.yaml 127.0.0.9 OptionalInt[7000]");
    }

    @Test
    void startProxyRefusesAPortThatIsNone() {
        assertThat(run(new StartProxyVerb(access), "c.yaml", "--port", "70000")).isEqualTo(2);

        assertThat(consoles.err()).contains("--port is 70000; write 1 to 65535");
    }

    @Test
    void stopProxyIsContentWithoutOne() {
        assertThat(run(new StopProxyVerb(access), "c.yaml")).isZero();
        assertThat(consoles.err()).contains("no proxy of this cluster runs here");
    }

    private ExecVerb execVerb() {
        FakeCare care = new FakeCare(new ArrayList<>());
        return new ExecVerb(care, access, new FakeOperations(), care);
    }
}
