package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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
    void reachThoseTheyAreFor(LocalCluster cluster) throws IOException {
        Map<String, Long> pids = LocalCluster.pids(cluster.awaitReady());
        for (String machine : cluster.machines().values()) {
            assertThat(cluster.nodeHome(machine).resolve(PlantedSecrets.LENGTH_FILE))
                    .content()
                    .isEqualToIgnoringWhitespace("" + PlantedSecrets.length());
        }
        List<Long> services = pids.entrySet().stream()
                .filter(service -> service.getKey().contains("spark"))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(services).hasSizeGreaterThanOrEqualTo(3);
        List<String> hostile = PlantedSecrets.HOSTILE.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        for (long pid : services) {
            assertThat(Processes.environment(pid)).containsAll(hostile);
        }
    }

    /** After a job, whose history stays. */
    @Test
    void areInNothingThatRedisHoldsButPlans(LocalCluster cluster) throws IOException {
        Set<String> secrets = secrets(cluster);
        Path script = cluster.write("planted.sh", "printf %s \"$PLANTED_VARIABLE$PLANTED_FILE\" | wc -c\n");
        SeenProcesses seen = SeenProcesses.of(cluster.folder());
        Result job;
        try (seen) {
            job = cluster.submit(script.toString());
        }
        assertShowNone(seen, secrets);
        assertThat(job.code()).as(job.err()).isZero();
        assertThat(job.out()).isEqualToIgnoringWhitespace("" + PlantedSecrets.length());
        Properties state = new Properties();
        Path head = cluster.nodeHome(cluster.machines().get("demo-head")).resolve(".cloudtik/node/state.properties");
        try (Reader in = Files.newBufferedReader(head)) {
            state.load(in);
        }

        Map<String, String> content = RedisContent.of(state);

        assertThat(content).hasSizeGreaterThan(5);
        assertThat(content.keySet()).anyMatch(key -> key.contains("plan:")).anyMatch(key -> key.contains("heartbeat:"));
        content.forEach((key, text) -> {
            if (!key.startsWith("durable:plan:")) {
                assertThat(text).as(key).doesNotContain(secrets);
            }
        });
    }

    @Test
    void areOnlyWhereTheyAreNeededAndThereForTheOwnerAlone(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Set<String> secrets = secrets(cluster);
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(7);

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

    /** Those who are meant to have the planted ones have them in variables of these names. */
    private static void assertShowNone(SeenProcesses seen, Set<String> secrets) {
        Predicate<String> holdsNone = text -> secrets.stream().noneMatch(text::contains);
        assertThat(seen.commandLines()).hasSizeGreaterThan(8).allMatch(holdsNone);
        assertThat(seen.variables())
                .hasSizeGreaterThan(20)
                .filteredOn(variable -> !variable.startsWith("PLANTED_"))
                .allMatch(holdsNone);
    }

    @Test
    void wereOnNoCommandLineAndInNoEnvironmentWhileItCameUp(LocalCluster cluster) throws IOException {
        assertShowNone(cluster.seenComingUp(), secrets(cluster));
    }

    /** Of all that was written there since the cluster began, by whomever. */
    @Test
    void areInNoTemporaryFile(LocalCluster cluster) throws IOException {
        Set<String> secrets = secrets(cluster);
        FileTime begun = Files.getLastModifiedTime(cluster.folder().resolve("workspace.yaml"));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();

        List<Path> files = LiveFolder.regularFiles(temporary, 3).stream()
                .filter(file -> !file.startsWith(cluster.folder()))
                .filter(file -> LiveFolder.isSmallAndYoungerThan(file, begun))
                .toList();

        assertThat(files).noneMatch(file -> holds(file, secrets));
    }

    @Test
    void areOnNoCommandLineInNoEnvironmentAndInNoAnswer(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Set<String> secrets = secrets(cluster);
        Predicate<String> holdsNone = text -> secrets.stream().noneMatch(text::contains);

        assertThat(Processes.commandLines()).allMatch(holdsNone);
        List<List<String>> environments = Processes.environments(cluster.home());
        assertThat(environments).hasSizeGreaterThan(8);
        for (List<String> variables : environments) {
            boolean isForServicesAndJobs = variables.stream()
                    .anyMatch(variable -> variable.startsWith("CLOUDTIK_SERVICE=") || variable.startsWith("CLOUDTIK_JOB="));
            assertThat(variables)
                    .filteredOn(variable -> !isForServicesAndJobs || !variable.startsWith("PLANTED_"))
                    .allMatch(holdsNone);
        }
        for (List<String> verb : List.of(
                List.of("status", "cluster.yaml", "-o", "json"),
                List.of("status", "cluster.yaml"),
                List.of("debug-status", "cluster.yaml", "-o", "json"),
                List.of("info", "cluster.yaml", "-o", "json"),
                List.of("job", "list", "cluster.yaml", "-o", "json"),
                List.of("process-status", "cluster.yaml", "-o", "json"),
                List.of("up", "cluster.yaml", "--dry-run", "-o", "json"),
                List.of("logs", "cluster.yaml", "--all-nodes", "--lines", "1000"))) {
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
        secrets.addAll(PlantedSecrets.values());
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
        } catch (NoSuchFileException | AccessDeniedException goneOrNotOurs) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of one that has gone meanwhile: as it has to be. */
    private static String mode(Path file) throws IOException {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (NoSuchFileException gone) {
            return "rw-------";
        }
    }
}
