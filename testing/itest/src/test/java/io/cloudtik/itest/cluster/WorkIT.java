package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.Requirement;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do with a cluster. */
@Order(2)
@ExtendWith(LocalClusterExtension.class)
class WorkIT {

    /** The same in examples/README.md, where a count without Spark agrees with it (examples/flights). */
    private static final String WORST_DELAYS = """
            state  flights  average delay (min)
            -----  -------  -------------------
            VT          15                 24.2
            ID          44                 19.7
            WA         342                 13.4
            KS          37                 13.0
            ME          36                 12.6
            NJ         424                 11.1
            AZ         718                 11.0
            AR         105                 11.0
            AK         115                 10.7
            NV         523                 10.1
            """;

    @Test
    void runsACommandAndPassesItsCodeAndBothOutputs(LocalCluster cluster) {
        Result result = cluster.commandLine().run("exec", "cluster.yaml", "sh", "-c", "echo said; echo complained >&2; exit 7");

        assertThat(result).isEqualTo(new Result(7, "said\n", "complained\n"));
    }

    @Test
    void passesWordsAsTheyAre(LocalCluster cluster) {
        Result result = cluster.commandLine().run("exec", "cluster.yaml", "printf", "%s|", "two words", "", "$HOME", "it's", "*");

        assertThat(result.out()).isEqualTo("two words||$HOME|it's|*|");
        assertThat(result.code()).isZero();
    }

    @Test
    void runsACommandOnTheNodeThatIsNamed(LocalCluster cluster) {
        String worker = cluster.machines().keySet().stream().filter(id -> id.contains("worker")).findFirst().orElseThrow();

        Result result = cluster.commandLine().run(
                "exec", "cluster.yaml", "--node", worker, "sh", "-c", "echo $CLOUDTIK_LOCAL_NODE");

        assertThat(result.out()).isEqualTo(cluster.machines().get(worker) + "\n");
    }

    @Test
    void showsLogs(LocalCluster cluster) {
        Result container = cluster.commandLine().run("logs", "cluster.yaml", "--lines", "3");
        Result service = cluster.commandLine().run("logs", "cluster.yaml", "--service", "spark-master");
        Result none = cluster.commandLine().run("logs", "cluster.yaml", "--service", "nothing");

        assertThat(container.out().lines()).hasSize(3);
        assertThat(service.out()).contains("spark://127.");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).as("the names that --service takes").contains("there is no log of 'nothing'").contains("spark-master");
    }

    @Test
    void runsAJar(LocalCluster cluster) {
        Result result = cluster.submit(
                "--class", "io.cloudtik.examples.flights.WorstDelays",
                "--file", cluster.example("data/flights-20k.json").toString(),
                "--file", cluster.example("data/airports.csv").toString(),
                cluster.example("flights.jar").toString(), "${job}/flights-20k.json", "${job}/airports.csv");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(WORST_DELAYS);
    }

    @Test
    void runsAnSqlFile(LocalCluster cluster) {
        Result result = cluster.submit(
                "--file", cluster.example("data/flights-20k.json").toString(),
                "--file", cluster.example("data/airports.csv").toString(),
                "worst-delays.sql");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().strip()).isEqualTo(WORST_DELAYS.strip());
    }

    @Test
    void runsAPythonProgram(LocalCluster cluster) {
        Requirement.PYSPARK.assume();

        Result result = cluster.submit(
                "--file", cluster.example("data/flights-20k.json").toString(),
                "--file", cluster.example("data/airports.csv").toString(),
                cluster.example("local/worst_delays.py").toString(), "${job}/flights-20k.json", "${job}/airports.csv");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(WORST_DELAYS);
    }

    @Test
    void refusesWhatAJobCannotHaveBeforeAnythingIsUploaded(LocalCluster cluster) throws IOException {
        Path jobs = cluster.nodeHome(cluster.machines().get("demo-head")).resolve(".cloudtik/jobs");
        Set<Path> before = inFolder(jobs);
        Path python = cluster.write("count.py", "print('never')\n");

        Result noPython = cluster.submit("--conf", "spark.pyspark.python=python-that-nobody-has", python.toString());
        Result noPackage = cluster.submit("--packages", "org.assertj:assertj-core:0.0.0-never", "worst-delays.sql");

        assertThat(noPython.code()).isEqualTo(2);
        assertThat(noPython.err())
                .contains("needs Python 3.9 or later with PySpark 4.0 on each node", "--conf spark.pyspark.python=PATH");
        assertThat(cluster.machines().keySet())
                .allMatch(node -> noPython.err().contains(node + ": it has no python-that-nobody-has"));
        assertThat(noPackage.code()).isEqualTo(2);
        assertThat(noPackage.err()).contains("cannot fetch artifact 'packages'", "0.0.0-never");
        assertThat(inFolder(jobs)).isEqualTo(before);
    }

    private static Set<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.collect(Collectors.toSet());
        }
    }

    /** The package is one that the build has fetched for its own tests; driver and executors call it. */
    @Test
    void givesAJobItsPackagesAndPassesTheCodeWithWhichItFails(LocalCluster cluster) throws IOException {
        String jar = Assertions.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        String assertj = "org.assertj:assertj-core:" + jar.replaceAll(".*/assertj-core-(.*)\\.jar", "$1");
        Path sql = cluster.write("fails.sql", """
                SELECT reflect('org.assertj.core.util.Strings', 'quote', 'before') AS step;
                SELECT * FROM no_such_table;
                """);

        Result result = cluster.submit("--packages", assertj, sql.toString());

        assertThat(result.code()).as(result.err()).isEqualTo(1);
        assertThat(result.out()).contains("'before'");
        assertThat(result.err()).contains("no_such_table");
    }
}
