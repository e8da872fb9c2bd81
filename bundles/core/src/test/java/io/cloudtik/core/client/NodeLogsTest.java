package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.LogOperations.LogQuery;
import io.cloudtik.api.control.LogOperations.LogSink;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import io.cloudtik.contracts.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that reads logs, run by the shell of this machine. */
@Timeout(300)
class NodeLogsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path home;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private CommandExecutor executor;
    private Path folder;

    private final class Lines implements LogSink {

        @Override
        public void line(NodeId node, String log, String line) {
            lines.add(log + ": " + line);
        }

        @Override
        public void remark(NodeId node, String message) {
            lines.add(message);
        }
    }

    @BeforeEach
    void makeLogs() throws IOException {
        executor = new LocalProcessExecutor(home, Map.of());
        folder = Files.createDirectories(home.resolve(".cloudtik/logs"));
        write("container.log", IntStream.rangeClosed(1, 50).mapToObj(i -> "line " + i + "\n").toArray(String[]::new));
        write("spark-master.log", "m1\n", "m2");
        write("spark-worker.log", "w1\n");
        write("other.txt", "no log\n");
    }

    @AfterEach
    void close() {
        executor.close();
    }

    private void write(String name, String... texts) throws IOException {
        Files.writeString(folder.resolve(name), String.join("", texts), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private NodeLogs logs(Set<String> services, Set<String> runtimes, int count, boolean follow) {
        LogQuery query = new LogQuery(Optional.empty(), false, Set.of(), services, runtimes, count, follow);
        return new NodeLogs(new NodeId("demo-head"), query, new Lines());
    }

    @Test
    void readsTheLastLinesOfTheContainersLogByDefault() {
        NodeLogs logs = logs(Set.of(), Set.of(), 2, false);

        logs.read(executor, logs.wanted(NodeLogs.names(executor)));
        logs.end();

        assertThat(lines).containsExactly("container: line 49", "container: line 50");
    }

    @Test
    void knowsTheLogsOfServicesAndOfRuntimes() {
        Set<String> names = NodeLogs.names(executor);

        assertThat(names).containsExactly("container", "spark-master", "spark-worker");
        assertThat(logs(Set.of("spark-master.log"), Set.of(), 9, false).wanted(names)).containsExactly("spark-master");
        assertThat(logs(Set.of(), Set.of("spark"), 9, false).wanted(names)).containsExactly("spark-master", "spark-worker");
        assertThat(logs(Set.of(), Set.of("spa"), 9, false).wanted(names)).isEmpty();
    }

    @Test
    void endsALastLineThatHasNoEnd() {
        NodeLogs logs = logs(Set.of("spark-master"), Set.of(), 9, false);

        logs.read(executor, Set.of("spark-master"));
        logs.end();

        assertThat(lines).containsExactly("spark-master: m1", "spark-master: m2");
    }

    @Test
    void readsTheSameThingNeverTwice() throws IOException {
        NodeLogs logs = logs(Set.of(), Set.of(), 1, false);
        logs.read(executor, Set.of("container"));
        write("container.log", "more\n");

        logs.read(executor, Set.of("container"));
        logs.read(executor, Set.of("container"));

        assertThat(lines).containsExactly("container: line 50", "container: more");
    }

    @Test
    void goesOnInARotatedLogAndThenInTheNewOne() throws IOException {
        NodeLogs logs = logs(Set.of(), Set.of(), 1, false);
        logs.read(executor, Set.of("container"));
        write("container.log", "last of the old\n");
        Files.move(folder.resolve("container.log"), folder.resolve("container.log.1"));
        write("container.log", "first of the new\n");

        logs.read(executor, Set.of("container"));

        assertThat(lines).containsExactly("container: line 50", "container: last of the old", "container: first of the new");
    }

    @Test
    void beginsAgainInATruncatedLog() throws IOException {
        NodeLogs logs = logs(Set.of(), Set.of(), 1, false);
        logs.read(executor, Set.of("container"));
        Files.writeString(folder.resolve("container.log"), "new\n");

        logs.read(executor, Set.of("container"));

        assertThat(lines).containsExactly("container: line 50", "container: new");
    }

    @Test
    void followsWhatIsWrittenAndFilesThatAppearUntilTheConnectionIsLost() throws Exception {
        NodeLogs logs = logs(Set.of(), Set.of(), 1, true);
        Thread reader = new Thread(() -> {
            try {
                logs.read(executor, Set.of("container", "late"));
            } catch (RuntimeException lost) {
                lines.add("lost");
            }
        }, "follows");
        reader.start();
        try {
            Eventually.await("the last line is there", PATIENCE, () -> lines.contains("container: line 50"));
            write("container.log", "appended\n");
            write("late.log", "begun\n");

            Eventually.await("both were followed", PATIENCE,
                    () -> lines.containsAll(List.of("container: appended", "late: begun")));
        } finally {
            reader.interrupt();
            executor.close();
            reader.join(PATIENCE.toMillis());
        }
        assertThat(lines).doesNotHaveDuplicates();
    }
}
