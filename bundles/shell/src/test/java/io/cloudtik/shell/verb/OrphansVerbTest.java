package io.cloudtik.shell.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.Orphan;
import io.cloudtik.api.control.Orphan.Verdict;
import io.cloudtik.api.control.OrphanOperations;
import io.cloudtik.api.control.Progress;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.shell.VerbRun;
import io.cloudtik.shell.terminal.Consoles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OrphansVerbTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final List<String> calls = new ArrayList<>();
    private final List<Orphan> machines = new ArrayList<>(List.of(
            orphan("m-1", Verdict.ORPHAN, "the head of cluster 'demo' is gone"),
            orphan("m-2", Verdict.CLAIMED, "its head knows it"),
            orphan("m-3", Verdict.FOREIGN, "not all tags")));
    private boolean isStillAnOrphan = true;
    private final Consoles consoles = Consoles.plain();

    private static Orphan orphan(String machine, Verdict verdict, String reason) {
        return new Orphan(
                "lab", "simulated", machine, "demo", "demo-worker-1", "worker.default", "RUNNING", NOON.minusSeconds(7300), true,
                Map.of("cloudtik-cluster", "demo"), verdict, reason, verdict == Verdict.ORPHAN ? "cloudtik orphans clean" : "");
    }

    private final OrphanOperations operations = new OrphanOperations() {

        @Override
        public Report find(Scope scope) {
            calls.add("find " + scope.place().orElse("everywhere") + " " + scope.givenUp());
            return new Report(NOON, machines, List.of("workspace 'far': the provider does not answer"));
        }

        @Override
        public List<Outcome> end(Scope scope, Set<String> ids, Progress progress) {
            calls.add("end " + new TreeSet<>(ids));
            return ids.stream()
                    .map(id -> new Outcome(id, isStillAnOrphan, isStillAnOrphan ? "" : "it is left alone"))
                    .toList();
        }
    };

    private int run(String... words) {
        return new VerbRun(consoles.console()).run(
                new OrphansVerb(operations, new JacksonRecordCodec()).command(consoles.console()), words);
    }

    @Test
    void listsWhatNobodyLooksAfterWithTheReason() {
        assertThat(run("list", "lab")).isZero();

        assertThat(calls).containsExactly("find lab []");
        assertThat(consoles.out())
                .contains("m-1", "2 h", "yes", "ORPHAN", "why: the head of cluster 'demo' is gone", "try: cloudtik orphans clean")
                .contains("m-3", "FOREIGN")
                .doesNotContain("m-2");
        assertThat(consoles.err()).contains("not looked at: workspace 'far'");
    }

    @Test
    void listsTheRestTooWhenAsked() {
        assertThat(run("list", "--all", "-o", "json")).isZero();

        assertThat(consoles.out()).contains("\"machine\" : \"m-2\"", "\"verdict\" : \"CLAIMED\"", "\"bearsCost\" : true");
    }

    @Test
    void saysThatAllIsWell() {
        machines.removeIf(machine -> machine.verdict() != Verdict.CLAIMED);

        assertThat(run("list")).isZero();
        assertThat(consoles.out()).isEqualTo("no orphans: somebody looks after each of the 1 machines\n");
    }

    @Test
    void endsOrphansAloneAndOnlyWhenThatIsAgreedTo() {
        assertThat(run("clean", "lab", "--dry-run")).isZero();
        assertThat(run("clean", "lab")).as("nobody can be asked").isEqualTo(2);
        assertThat(calls).noneMatch(call -> call.startsWith("end"));

        assertThat(run("clean", "lab", "--yes", "--give-up", "u")).isZero();
        assertThat(calls).endsWith("find lab [u]", "end [m-1]");
        assertThat(consoles.err()).contains("machine m-3 is left alone: not all tags");
    }

    @Test
    void endsWithOneIfAnOrphanWasLeft() {
        isStillAnOrphan = false;

        assertThat(run("clean", "--yes")).isEqualTo(1);
        assertThat(consoles.out()).contains("it is left alone");
    }
}
