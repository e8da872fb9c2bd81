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

    /** A shuffle, a join and a sort of some ten million rows. */
    private static final String JOB = """
            CREATE TEMPORARY VIEW numbers AS SELECT id, id % 20011 AS part, hash(id) AS noise FROM range(12000000);
            SELECT a.part, count(*) AS pairs, max(a.noise) AS most
            FROM numbers a JOIN (SELECT part, avg(noise) AS mean FROM numbers GROUP BY part) b ON a.part = b.part
            WHERE a.noise > b.mean GROUP BY a.part ORDER BY pairs DESC, a.part LIMIT 5;
            """;

    /** What Spark 4.0 does about each thing that bears on this job and that we set; the executors' cores it takes whole. */
    private static final Map<String, String> STOCK = new TreeMap<>(Map.of(
            "spark.decommission.enabled", "false",
            "spark.default.parallelism", "2",
            "spark.driver.memory", "1g",
            "spark.dynamicAllocation.enabled", "false",
            "spark.eventLog.enabled", "false",
            "spark.executor.defaultJavaOptions", "-Dcloudtik.benchmark=stock",
            "spark.executor.memory", "1g",
            "spark.serializer", "org.apache.spark.serializer.JavaSerializer",
            "spark.sql.shuffle.partitions", "200"));

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

    /**
     * One SQL job on two workers with Spark, with our defaults and with Spark's own in their place, in turns. From the call of
     * {@code submit} to its return, so that the start of command, driver and executors is in both.
     */
    public List<Figure> jobs(int runs) throws IOException, InterruptedException {
        List<Cost> ours = new ArrayList<>();
        List<Cost> stock = new ArrayList<>();
        try (TrialCluster cluster = new TrialCluster(distribution)) {
            cluster.up(2, "spark");
            cluster.write("job.sql", JOB);
            for (int run = -1; run < runs; run++) {
                Cost withOurs = cluster.commandLine().run("submit", cluster.file(), "job.sql");
                Cost withStock = cluster.commandLine().run(withStockDefaults("submit", cluster.file(), "job.sql"));
                if (run >= 0) {
                    ours.add(withOurs);
                    stock.add(withStock);
                }
            }
        }
        return List.of(
                new Figure("SQL job, our defaults", "wall", "s", new Series(ours.stream().map(Cost::wall).toList())),
                new Figure("SQL job, Spark's defaults", "wall", "s", new Series(stock.stream().map(Cost::wall).toList())));
    }

    private static String[] withStockDefaults(String verb, String... rest) {
        List<String> words = new ArrayList<>(List.of(verb));
        STOCK.forEach((name, value) -> words.addAll(List.of("--conf", name + "=" + value)));
        words.addAll(List.of(rest));
        return words.toArray(String[]::new);
    }

    private static List<Figure> figures(String what, List<Cost> costs) {
        return List.of(
                new Figure(what, "wall", "s", new Series(costs.stream().map(Cost::wall).toList())),
                new Figure(what, "processor", "s", new Series(costs.stream().map(Cost::processor).toList())));
    }
}
