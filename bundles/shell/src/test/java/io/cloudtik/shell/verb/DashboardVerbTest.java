package io.cloudtik.shell.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.PageOperations;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.shell.VerbRun;
import io.cloudtik.shell.terminal.Consoles;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DashboardVerbTest {

    private static final URI FIRST = URI.create("http://127.0.0.1:4000/?ticket=1");
    private static final URI SECOND = URI.create("http://127.0.0.1:4000/?ticket=2");

    private final FakePages pages = new FakePages();
    private final Consoles consoles = Consoles.plain();

    private int run(String... words) {
        WebBrowser none = new WebBrowser(Map.of(), "Linux");
        return new VerbRun(consoles.console()).run(new DashboardVerb.Dashboard(pages, consoles.console(), none), words);
    }

    @Test
    void printsTheAddressForProgramsAndWhatToDoWithItForPeople() {
        assertThat(run("c.yaml", "--port", "4000")).isZero();

        assertThat(pages.calls).containsExactly("c.yaml OptionalInt[4000]");
        assertThat(consoles.out()).isEqualTo(FIRST + "\n" + SECOND + "\n");
        assertThat(consoles.err().lines()).containsExactly(
                "open it in a browser here, within two minutes; Ctrl-C ends the connection",
                "if the page asks for it, open this address",
                "the cluster is gone");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThat(run("c.yaml", "--port", "70000")).isEqualTo(2);

        assertThat(pages.calls).isEmpty();
        assertThat(consoles.err()).contains("--port is 70000; write 1 to 65535");
    }

    @Test
    void saysWhatToDoAboutAClusterThatIsNotUp() {
        pages.failure = new PlatformException(Kind.NOT_FOUND, "cluster 'demo' is not up").withRemedy("cloudtik start c.yaml");

        assertThat(run("c.yaml")).isEqualTo(1);
        assertThat(consoles.err()).contains("error: cluster 'demo' is not up").contains("try: ");
    }

    @Test
    void endsWithTheCodeOfAnInterruptedCommand() {
        pages.isInterrupted = true;

        assertThat(run("c.yaml")).isEqualTo(130);
    }

    private static final class FakePages implements PageOperations {

        private final List<String> calls = new ArrayList<>();
        private PlatformException failure;
        private boolean isInterrupted;

        @Override
        public void serve(Path file, OptionalInt port, Consumer<URI> ready, Progress progress) throws InterruptedException {
            calls.add(file + " " + port);
            if (failure != null) {
                throw failure;
            }
            ready.accept(FIRST);
            if (isInterrupted) {
                throw new InterruptedException();
            }
            ready.accept(SECOND);
        }
    }
}
