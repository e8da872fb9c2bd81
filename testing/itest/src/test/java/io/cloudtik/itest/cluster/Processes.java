package io.cloudtik.itest.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** This machine's processes and sockets, as {@code /proc} tells of them; what belongs to others it does not tell. */
final class Processes {

    private static final Path PROC = Path.of("/proc");
    private static final String MARKER = "CLOUDTIK_LOCAL_NODE=";
    private static final Pattern LISTENING = Pattern.compile("^ *\\d+: ([0-9A-F]{8}):([0-9A-F]{4}) \\S+ 0A .*");

    private Processes() {}

    /** All of a node, however far they detached themselves. */
    static Set<ProcessHandle> ofNode(String machine) {
        return where("environ", words -> words.contains(MARKER + machine));
    }

    /** All that were started with something of this folder in their environment or on their command line. */
    static Set<ProcessHandle> thatKnow(Path folder) {
        Set<ProcessHandle> found = where("environ", words -> words.stream().anyMatch(word -> word.contains(folder.toString())));
        found.addAll(where("cmdline", words -> words.stream().anyMatch(word -> word.contains(folder.toString()))));
        return found;
    }

    /** Those of a folder that have a word on their command line. */
    static Set<ProcessHandle> withWord(Path folder, String word) {
        Set<ProcessHandle> found = thatKnow(folder);
        found.removeIf(process -> !words(process, "cmdline").contains(word));
        return found;
    }

    /** What runs of the jobs of a node. */
    static Set<ProcessHandle> ofJobs(String machine) {
        return where("environ", words -> words.contains(MARKER + machine)
                && words.stream().anyMatch(word -> word.startsWith("CLOUDTIK_JOB=")));
    }

    /**
     * How many there are of each kind of a cluster's lasting processes: {@code host}, and by node its container, the loop
     * that keeps that alive, and its services.
     *
     * @param machines by node
     */
    static Map<String, Integer> kinds(Path home, Map<String, String> machines) {
        Map<String, Integer> kinds = new TreeMap<>();
        thatKnow(home).forEach(process -> {
            List<String> line = words(process, "cmdline");
            List<String> environment = words(process, "environ");
            Optional<String> node = machines.entrySet().stream()
                    .filter(machine -> environment.contains(MARKER + machine.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst();
            kind(line, environment)
                    .map(kind -> node.map(name -> name + "/" + kind).orElse(kind))
                    .ifPresent(kind -> kinds.merge(kind, 1, Integer::sum));
        });
        return kinds;
    }

    private static Optional<String> kind(List<String> line, List<String> environment) {
        if (line.stream().anyMatch(word -> word.startsWith("-Dcloudtik.local.logs="))) {
            return Optional.of("host");
        }
        if (line.stream().anyMatch(word -> word.startsWith("-Dcloudtik.container="))) {
            return Optional.of("container");
        }
        if (line.stream().anyMatch(word -> word.endsWith("/cloudtik-container")) && line.contains("loop")) {
            return Optional.of("loop");
        }
        return environment.stream()
                .filter(word -> word.startsWith("CLOUDTIK_SERVICE="))
                .map(word -> word.substring("CLOUDTIK_SERVICE=".length()))
                .findFirst();
    }

    /** The command lines of all processes, as anybody on the machine may read them. */
    static List<String> commandLines() {
        return ProcessHandle.allProcesses().map(Processes::commandLine).toList();
    }

    static String commandLine(ProcessHandle process) {
        return String.join(" ", words(process, "cmdline"));
    }

    /** The environments of all that know a folder, each as its {@code NAME=value}s. */
    static List<List<String>> environments(Path folder) {
        return thatKnow(folder).stream().map(process -> words(process, "environ")).toList();
    }

    /** The environment that a process was started with, as its {@code NAME=value}s. */
    static List<String> environment(long pid) {
        return ProcessHandle.of(pid).map(process -> words(process, "environ")).orElse(List.of());
    }

    private interface Test {
        boolean holds(List<String> words);
    }

    private static Set<ProcessHandle> where(String file, Test test) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> test.holds(words(process, file)))
                .filter(ProcessHandle::isAlive)
                .collect(Collectors.toSet());
    }

    private static List<String> words(ProcessHandle process, String file) {
        return read(PROC.resolve(process.pid() + "/" + file)).map(text -> Arrays.asList(text.split("\0"))).orElse(List.of());
    }

    /** The addresses on which somebody listens, such as {@code 127.77.5.1:2222}. */
    static Set<String> listening(String prefix) {
        Set<String> addresses = new TreeSet<>();
        read(PROC.resolve("net/tcp")).orElse("").lines().map(LISTENING::matcher).filter(Matcher::matches)
                .forEach(line -> addresses.add(address(line.group(1)) + ":" + Integer.parseInt(line.group(2), 16)));
        read(PROC.resolve("net/tcp6")).orElse("").lines()
                .map(line -> line.replaceFirst("0000000000000000FFFF0000", ""))
                .map(LISTENING::matcher)
                .filter(Matcher::matches)
                .forEach(line -> addresses.add(address(line.group(1)) + ":" + Integer.parseInt(line.group(2), 16)));
        addresses.removeIf(address -> !address.startsWith(prefix));
        return addresses;
    }

    /** As the kernel of a little-endian machine writes it. */
    private static String address(String hex) {
        return Integer.parseInt(hex.substring(6, 8), 16) + "." + Integer.parseInt(hex.substring(4, 6), 16) + "."
                + Integer.parseInt(hex.substring(2, 4), 16) + "." + Integer.parseInt(hex.substring(0, 2), 16);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException goneOrNotOurs) {
            return Optional.empty();
        }
    }
}
