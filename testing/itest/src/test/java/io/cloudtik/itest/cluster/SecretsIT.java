package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the secrets of a cluster are, and that they are nowhere else. docs/guides/security.md has the same list. */
@Order(5)
@ExtendWith(LocalClusterExtension.class)
class SecretsIT {

    private static final Pattern HEXADECIMAL = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private static final Pattern OF_SPARK = Pattern.compile("spark\\.authenticate\\.secret[ =:\\\\\"]+([0-9a-f]{64})");

    /** Below the client's home; {@code node} is the home of a node. */
    private static final List<Pattern> MAY_HOLD_SECRETS = Stream.of(
                    "clusters/lab/demo/(control\\.token|state\\.password|id_ed25519|head_id_ed25519|[^/]*key[^/]*)",
                    "local/host\\.properties",
                    "node/cluster/[^/]+",
                    "node/node/(state\\.properties|system-plan\\.json|plan\\.json)",
                    "node/(plan|system)/.*",
                    // What the driver of a Spark job proves itself with to its executors.
                    "node/jobs/[^/]+/spark-job\\.conf")
            .map(Pattern::compile)
            .toList();

    @Test
    void areOnlyWhereTheyAreNeededAndThereForTheOwnerAlone(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Set<String> secrets = secrets(cluster);
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(5);

        List<String> wrong = new ArrayList<>();
        for (Path file : files(cluster)) {
            boolean holdsOne = holds(file, secrets);
            String name = name(cluster, file);
            if (holdsOne && MAY_HOLD_SECRETS.stream().noneMatch(allowed -> allowed.matcher(name).matches())) {
                wrong.add(name + " holds a secret");
            }
            if (holdsOne && !mode(file).equals("rw-------")) {
                wrong.add(name + " holds a secret and has the mode " + mode(file));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void areOnNoCommandLineInNoEnvironmentAndInNoAnswer(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Set<String> secrets = secrets(cluster);
        Predicate<String> holdsNone = text -> secrets.stream().noneMatch(text::contains);

        assertThat(Processes.commandLines()).allMatch(holdsNone);
        List<String> environments = Processes.environments(cluster.home());
        assertThat(environments).hasSizeGreaterThan(8).allMatch(holdsNone);
        for (List<String> verb : List.of(
                List.of("status", "cluster.yaml", "-o", "json"),
                List.of("status", "cluster.yaml", "-o", "yaml"),
                List.of("debug-status", "cluster.yaml"),
                List.of("info", "cluster.yaml"),
                List.of("process-status", "cluster.yaml"),
                List.of("logs", "cluster.yaml", "--lines", "1000"))) {
            Result answer = cluster.commandLine().run(verb.toArray(String[]::new));
            assertThat(answer.code()).as(verb + ": " + answer.err()).isZero();
            assertThat(answer.out() + answer.err()).as(verb.toString()).matches(holdsNone);
        }
    }

    @Test
    void areInNoDump(LocalCluster cluster) throws IOException {
        Set<String> secrets = secrets(cluster);
        Path dump = cluster.home().resolveSibling("secrets-dump.tar.gz");

        Result result = cluster.commandLine().run("cluster-dump", "cluster.yaml", "--output", dump.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(mode(dump)).isEqualTo("rw-------");
        Path unpacked = Files.createTempDirectory(cluster.home().getParent(), "dump");
        Process tar = new ProcessBuilder("tar", "-xzf", dump.toString(), "-C", unpacked.toString()).inheritIO().start();
        try {
            assertThat(tar.waitFor()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Path> files = LiveFolder.regularFiles(unpacked);
        assertThat(files).isNotEmpty().noneMatch(file -> holds(file, secrets));
    }

    /** What a client keeps, what the nodes and Redis got, and the local host process's own. */
    private static Set<String> secrets(LocalCluster cluster) throws IOException {
        Path kept = cluster.home().resolve("clusters/lab/demo");
        List<Path> files = new ArrayList<>(List.of(
                kept.resolve("control.token"), kept.resolve("state.password"), cluster.home().resolve("local/host.properties")));
        for (String machine : cluster.machines().values()) {
            Path node = cluster.nodeHome(machine).resolve(".cloudtik");
            Stream.of("cluster/control.token", "node/state.properties")
                    .map(node::resolve)
                    .filter(Files::exists)
                    .forEach(files::add);
        }
        Set<String> secrets = new TreeSet<>();
        for (Path file : LiveFolder.regularFiles(cluster.nodeHome(cluster.machines().get("demo-head")).resolve(".cloudtik/plan"))) {
            OF_SPARK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).results()
                    .forEach(found -> secrets.add(found.group(1)));
        }
        assertThat(secrets).as("the secret of Spark's processes").hasSize(1);
        for (Path file : files) {
            HEXADECIMAL.matcher(Files.readString(file)).results().forEach(found -> secrets.add(found.group()));
        }
        return secrets;
    }

    /** All but the distribution and what is fetched, which are the same for everybody. */
    private static List<Path> files(LocalCluster cluster) throws IOException {
        return LiveFolder.regularFiles(cluster.home()).stream()
                .filter(file -> !name(cluster, file).matches("(cache|local/program|node/dist)/.*"))
                .toList();
    }

    private static String name(LocalCluster cluster, Path file) {
        return cluster.home().relativize(file).toString().replaceFirst("local/nodes/[^/]+/home/\\.cloudtik/", "node/");
    }

    private static boolean holds(Path file, Set<String> secrets) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return secrets.stream().anyMatch(text::contains);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
