package io.cloudtik.benchmarks.process;

import io.cloudtik.benchmarks.process.CommandLine.Cost;
import io.cloudtik.benchmarks.report.Figure;
import io.cloudtik.benchmarks.report.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What is measured of whole processes. Each brings up what it needs and takes it down again. */
public final class Drivers {

    /** The first run of a verb writes the archive of classes from which the next ones start. */
    private static final int WARM_UPS = 2;
    /** A cluster that has just become ready still does what is done once. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private final Path distribution;

    public Drivers(Path distribution) {
        this.distribution = distribution;
    }

    /** Commands that need no cluster, and {@code status} of one with two workers, in turns: A B C, A B C. */
    public List<Figure> commands(int runs) throws IOException, InterruptedException {
        Map<String, List<String>> commands = new TreeMap<>();
        try (TrialCluster cluster = new TrialCluster(distribution)) {
            cluster.up(2, "none");
            commands.put("version", List.of("version"));
            commands.put("--help", List.of("--help"));
            commands.put("status", List.of("status", cluster.file()));
            Map<String, List<Cost>> costs = new TreeMap<>();
            for (int run = -WARM_UPS; run < runs; run++) {
                for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                    Cost cost = cluster.commandLine().run(command.getValue().toArray(String[]::new));
                    if (run >= 0) {
                        costs.computeIfAbsent(command.getKey(), name -> new ArrayList<>()).add(cost);
                    }
                }
            }
            List<Figure> figures = new ArrayList<>();
            costs.forEach((name, measured) -> figures.addAll(figures(name, measured)));
            return figures;
        }
    }

    /**
     * From the call of {@code start} to its return. Without a runtime that is when all node controllers beat and serve;
     * with Spark, when its daemons are healthy too. The first run of each, which fills caches, is not counted.
     */
    public List<Figure> up(int workers, String runtime, int runs) throws IOException, InterruptedException {
        List<Cost> costs = new ArrayList<>();
        try (TrialCluster cluster = new TrialCluster(distribution)) {
            for (int run = -1; run < runs; run++) {
                Cost cost = cluster.up(workers, runtime);
                cluster.down();
                if (run >= 0) {
                    costs.add(cost);
                }
            }
        }
        String until = runtime.equals("none") ? "all node controllers beat" : runtime + " is ready";
        return figures("start 1+" + workers + " until " + until, costs);
    }

    /** Memory and processor of the containers of an idle cluster, by role; with the time its start took. */
    public List<Figure> idle(int workers, String runtime, Duration window) throws IOException, InterruptedException {
        try (TrialCluster cluster = new TrialCluster(distribution)) {
            Cost start = cluster.up(workers, runtime);
            TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
            Map<Container, Duration> before = new LinkedHashMap<>();
            for (Container container : cluster.containers()) {
                before.put(container, ProcessorTime.of(container.pid()).own());
            }
            long begin = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(window.toMillis());
            double seconds = (System.nanoTime() - begin) / 1e9;
            List<Figure> figures = new ArrayList<>(
                    figures("first start 1+" + workers + " with runtime " + runtime, List.of(start)));
            for (String role : List.of("head", "worker")) {
                List<Double> pss = new ArrayList<>();
                List<Double> rss = new ArrayList<>();
                List<Double> percent = new ArrayList<>();
                for (Map.Entry<Container, Duration> entry : before.entrySet()) {
                    if (entry.getKey().role().equals(role)) {
                        Memory memory = Memory.of(entry.getKey().pid());
                        pss.add(memory.pssMebibytes());
                        rss.add(memory.rssMebibytes());
                        Duration used = ProcessorTime.of(entry.getKey().pid()).own().minus(entry.getValue());
                        percent.add(100 * (used.toMillis() / 1e3) / seconds);
                    }
                }
                String what = role + " container, idle " + window.toSeconds() + " s, 1+" + workers;
                figures.add(new Figure(what, "PSS", "MiB", new Series(pss)));
                figures.add(new Figure(what, "RSS", "MiB", new Series(rss)));
                figures.add(new Figure(what, "processor", "% core", new Series(percent)));
            }
            return figures;
        }
    }

    private static List<Figure> figures(String what, List<Cost> costs) {
        return List.of(
                new Figure(what, "wall", "s", new Series(costs.stream().map(Cost::wall).toList())),
                new Figure(what, "processor", "s", new Series(costs.stream().map(Cost::processor).toList())));
    }
}
