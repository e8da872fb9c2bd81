package io.cloudtik.node.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.contracts.text.HostileStrings;
import io.cloudtik.node.system.DetachedLauncher;
import io.cloudtik.node.system.Launch;
import io.cloudtik.node.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What services and jobs are given arrives in them byte for byte. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what a process was given is read from /proc")
class HostileEnvironmentIT {

    private static final int STRINGS = Boolean.getBoolean("cloudtik.full") ? 10_000 : 1_000;

    @TempDir
    Path folder;

    @Test
    void variablesAndArgumentsArriveByteForByte() throws Exception {
        // In the C locale Java can give no other letters to a process; a container's script sets a better one.
        boolean asciiOnly = !System.getProperty("sun.jnu.encoding", "").equals("UTF-8");
        List<String> strings = HostileStrings.seeded(41)
                .filter(text -> !asciiOnly || text.chars().allMatch(letter -> letter < 0x80))
                .limit(STRINGS)
                .toList();
        Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin"));
        strings.forEach(text -> environment.put("HOSTILE_" + environment.size(), text));
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh", "-c", "cat /proc/$$/environ > environment; cat /proc/$$/cmdline > words", "sh"));
        command.addAll(strings);

        Process process = new DetachedLauncher(folder.resolve("run"), ProcessTable.ofThisMachine())
                .start(new Launch("one", command, environment, folder, folder.resolve("out"), Optional.empty(), Map.of()))
                .process();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(words("words")).isEqualTo(command);
        assertThat(words("environment")).containsAll(
                environment.entrySet().stream().map(variable -> variable.getKey() + "=" + variable.getValue()).toList());
        assertThat(folder.resolve("canary")).doesNotExist();
    }

    /** Each is ended by NUL. */
    private List<String> words(String file) throws IOException {
        String text = new String(Files.readAllBytes(folder.resolve(file)), UTF_8);
        return Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    }
}
