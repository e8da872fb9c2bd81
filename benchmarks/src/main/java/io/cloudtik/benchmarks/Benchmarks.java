package io.cloudtik.benchmarks;

import io.cloudtik.benchmarks.micro.Micro;
import io.cloudtik.benchmarks.process.Drivers;
import io.cloudtik.benchmarks.report.Circumstances;
import io.cloudtik.benchmarks.report.Figure;
import io.cloudtik.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The one entry of the benchmarks: says what there is, or measures it and prints a report. */
public final class Benchmarks {

    private static final String USAGE = """
            benchmarks/run micro [JMH's options]        planner, codec, YAML under JMH: -h lists the options
            benchmarks/run commands [RUNS]              version, --help and status as processes (20 runs)
            benchmarks/run up WORKERS RUNTIME [RUNS]    start until ready; RUNTIME is none or spark (5 runs)
            benchmarks/run idle WORKERS RUNTIME [TIME]  memory and processor of idle containers (PT5M)
            benchmarks/run jobs [RUNS]                  a Spark job with our defaults and with Spark's own (5 runs)

            A table comes first, then a line of JSON for each figure. Clusters are made in a temporary folder and are gone
            afterwards. CLOUDTIK_DISTRIBUTION names another distribution than the one that this checkout built.
            """;

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.out.print(USAGE);
            return;
        }
        Circumstances circumstances = Circumstances.now();
        new Report(circumstances, measure(args[0], Arrays.copyOfRange(args, 1, args.length))).print(System.out);
    }

    private static List<Figure> measure(String what, String[] words) throws Exception {
        return switch (what) {
            case "micro" -> Micro.run(words);
            case "commands" -> new Drivers(distribution()).commands(number(words, 0, 20));
            case "up" -> new Drivers(distribution()).up(number(words, 0, 2), word(words, 1, "none"), number(words, 2, 5));
            case "idle" -> new Drivers(distribution())
                    .idle(number(words, 0, 2), word(words, 1, "none"), Duration.parse(word(words, 2, "PT5M")));
            case "jobs" -> new Drivers(distribution()).jobs(number(words, 0, 5));
            default -> throw new IllegalArgumentException("there is no benchmark '" + what + "':\n" + USAGE);
        };
    }

    private static String word(String[] words, int index, String otherwise) {
        return index < words.length ? words[index] : otherwise;
    }

    private static int number(String[] words, int index, int otherwise) {
        return index < words.length ? Integer.parseInt(words[index]) : otherwise;
    }

    /** The one beside this jar's module, unless the environment names another. */
    private static Path distribution() throws Exception {
        String named = System.getenv("CLOUDTIK_DISTRIBUTION");
        if (named != null) {
            return Path.of(named).toRealPath();
        }
        Path jar = Path.of(Benchmarks.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path target = jar.resolveSibling("../../distribution/target").normalize();
        try (Stream<Path> folders = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            return folders.filter(folder -> Files.isExecutable(folder.resolve("bin/cloudtik")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "there is no distribution in " + target + "; mvn -DskipTests -DskipITs package makes it"));
        }
    }
}
