package io.cloudtik.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A running container of a cluster.
 *
 * @param role {@code head} or {@code worker}
 */
record Container(long pid, String role) {

    private static final String FOLDER = "-Dcloudtik.container=";
    private static final String ROLE = "-Dcloudtik.role=";

    /** All whose node lives below a folder. */
    static List<Container> below(Path home) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> parse(process.pid(), commandLine(process.pid()), home).stream())
                .toList();
    }

    /** The container that a command line starts, if it starts one of this home. */
    static Optional<Container> parse(long pid, List<String> words, Path home) {
        return word(words, FOLDER)
                .filter(folder -> Path.of(folder).startsWith(home))
                .flatMap(folder -> word(words, ROLE))
                .map(role -> new Container(pid, role));
    }

    private static Optional<String> word(List<String> words, String start) {
        return words.stream().filter(word -> word.startsWith(start)).map(word -> word.substring(start.length())).findFirst();
    }

    private static List<String> commandLine(long pid) {
        try {
            byte[] words = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
            return List.of(new String(words, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException goneOrNotOurs) {
            return List.of();
        }
    }
}
