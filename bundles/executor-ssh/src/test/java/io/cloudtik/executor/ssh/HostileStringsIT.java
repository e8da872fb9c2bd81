package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.contracts.ssh.SshMachine;
import io.cloudtik.contracts.text.HostileStrings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a user writes reaches the other end byte for byte and does nothing on its way. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what a process was given is read from /proc")
@Timeout(600)
class HostileStringsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int STRINGS = Boolean.getBoolean("cloudtik.full") ? 10_000 : 1_000;
    private static final int AT_ONCE = 50;
    /** Says in hexadecimal what this shell was given. */
    private static final String DUMP = "od -An -v -tx1 /proc/$$/cmdline; echo /; od -An -v -tx1 /proc/$$/environ";

    @TempDir
    Path folder;

    private final SshExecutorFactory factory = new SshExecutorFactory();
    private SshMachine server;
    private CommandExecutor executor;

    @BeforeEach
    void open() throws Exception {
        Path key = folder.resolve("id");
        server = new SshMachine(folder.resolve("server"), factory, key).started();
        executor = factory.connect(server.access(), key, folder.resolve("known_hosts"), PATIENCE);
    }

    @AfterEach
    void close() throws Exception {
        factory.closeAll();
        server.close();
    }

    @Test
    void argumentsAndVariablesArriveByteForByte() {
        List<String> strings = HostileStrings.seeded(1).limit(STRINGS).toList();
        for (int from = 0; from < strings.size(); from += AT_ONCE) {
            List<String> some = strings.subList(from, Math.min(from + AT_ONCE, strings.size()));
            List<String> argv = new ArrayList<>(List.of("sh", "-c", DUMP, "sh"));
            argv.addAll(some);
            Map<String, String> environment = new TreeMap<>();
            for (int i = 0; i < some.size(); i++) {
                environment.put("HOSTILE_" + i, some.get(i));
            }

            CommandResult withVariables = executor.run(new Command(argv, environment, "", PATIENCE));
            CommandResult without = executor.run(new Command(argv, Map.of(), "", PATIENCE));

            assertThat(words(withVariables, 0)).isEqualTo(argv);
            assertThat(words(without, 0)).isEqualTo(argv);
            assertThat(words(withVariables, 1)).containsAll(environment.entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .toList());
        }
        assertThat(folder.resolve("server/home")).as("nothing was carried out on the way").isEmptyDirectory();
    }

    @Test
    void standardInputAndScriptArgumentsArriveByteForByte() {
        List<String> strings = HostileStrings.seeded(2).limit(STRINGS / 10).toList();
        String all = String.join("\n", strings);

        assertThat(executor.run(new Command(List.of("cat"), Map.of(), all, PATIENCE)).stdout()).isEqualTo(all);
        for (String each : strings) {
            assertThat(executor.run(Command.script(PATIENCE, "printf '%s.' \"$1\"", each)).stdout()).isEqualTo(each + ".");
        }
    }

    @Test
    void filesHaveTheNamesTheyWereGiven() throws Exception {
        // The server runs in this Java, which in the C locale knows no other names.
        boolean asciiOnly = !System.getProperty("sun.jnu.encoding", "").equals("UTF-8");
        List<String> names = HostileStrings.fileNames(3)
                .filter(name -> !asciiOnly || name.chars().allMatch(letter -> letter < 0x80))
                .distinct()
                .limit(STRINGS / 10)
                .toList();
        Path fetched = folder.resolve("fetched");

        for (String name : names) {
            executor.upload(name.getBytes(UTF_8), "files/" + name, 0600);
            executor.download("files/" + name, fetched);
            assertThat(fetched).hasBinaryContent(name.getBytes(UTF_8));
        }

        CommandResult found = executor.run(Command.of(PATIENCE, "sh", "-c", "find files -type f -print0 | od -An -v -tx1"));
        assertThat(words(found, 0)).containsExactlyInAnyOrderElementsOf(
                names.stream().map(name -> "files/" + name).collect(Collectors.toSet()));
        assertThat(Files.list(folder.resolve("server/home")).count()).isEqualTo(1);
    }

    /** The words, each ended by NUL, of one of the dumps in an output. */
    private static List<String> words(CommandResult result, int dump) {
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        String hex = result.stdout().split("/", -1)[dump].replaceAll("\\s", "");
        String text = new String(HexFormat.of().parseHex(hex), UTF_8);
        return Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    }
}
