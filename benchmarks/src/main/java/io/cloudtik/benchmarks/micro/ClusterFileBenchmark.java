package io.cloudtik.benchmarks.micro;

import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.contracts.installation.FolderInstallation;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.role.SystemTime;
import io.cloudtik.provider.local.LocalProvider;
import io.cloudtik.runtime.spark.SparkRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.osgi.framework.Version;

/** A cluster file from its text on disk to its specification: YAML, schemas, plugins' checks, binding. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClusterFileBenchmark {

    @Param({"1", "100"})
    int workerTypes;

    private ConfigLoader loader;
    private Path file;

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        Providers providers = new Providers(new SystemTime());
        Runtimes runtimes = new Runtimes(new SystemTime());
        providers.add(new LocalProvider(FolderInstallation.at(Role.CLIENT, Path.of("nowhere"))), Version.emptyVersion);
        runtimes.add(new SparkRuntime(), Version.emptyVersion);
        loader = new ConfigLoader(providers, runtimes);
        file = Files.writeString(Files.createTempFile("cluster-", ".yaml"), text());
        if (load().workerTypes().size() != workerTypes) {
            throw new IllegalStateException("not all node types were read");
        }
    }

    @TearDown(Level.Trial)
    public void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public ClusterSpec load() {
        return loader.cluster(file);
    }

    private String text() {
        return """
                cluster_name: demo
                workspace_name: lab
                provider:
                  type: local
                max_workers: 100
                head_node_type: head.default
                runtime:
                  types: [spark]
                available_node_types:
                  head.default:
                    resources: {CPU: 1, memory: 2G}
                """
                + IntStream.rangeClosed(1, workerTypes)
                        .mapToObj("  worker.%d: {resources: {CPU: 1, memory: 2G}, min_workers: 1}%n"::formatted)
                        .collect(Collectors.joining());
    }
}
