package io.cloudtik.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where and when something was measured: without it a figure means nothing.
 *
 * @param processor by its maker's name
 * @param load the load average of the last minute before measuring; far above the number of cpus, wall times say little
 * @param commit of the checkout; {@code unknown} outside one, with {@code +changes} if files of it differ
 */
public record Circumstances(
        Instant at, String system, String processor, int cpus, double load, String java, String commit) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    public static Circumstances now() throws IOException, InterruptedException {
        return new Circumstances(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version().toString(),
                checkout());
    }

    /** For a line of JSON. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("at", at.toString());
        tree.put("system", system);
        tree.put("processor", processor);
        tree.put("cpus", cpus);
        tree.put("load", load);
        tree.put("java", java);
        tree.put("commit", commit);
        return tree;
    }

    private static String processorName() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "unknown";
        }
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String checkout() throws InterruptedException {
        String commit = git("rev-parse", "--short", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        return commit + (git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : "+changes");
    }

    private static String git(String... words) throws InterruptedException {
        String[] command = new String[words.length + 1];
        command[0] = "git";
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            Process git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String answer = new String(git.getInputStream().readAllBytes()).strip();
            return git.waitFor() == 0 ? answer : "";
        } catch (IOException noGit) {
            return "";
        }
    }
}
