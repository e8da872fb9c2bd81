package io.cloudtik.node.artifact;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.node.system.NamedThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The artifacts of this node's plans. Fetches one after the other on a thread of its own, tries again what may succeed
 * later, and says so when one has come or failed. Thread-safe.
 */
public final class ArtifactLibrary implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactLibrary.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 5;

    private final MavenArtifactInstaller maven;
    private final DownloadInstaller downloads;
    private final ArchiveInstaller archives;
    private final Map<Object, ArtifactState> states = new HashMap<>();
    private final Map<String, Set<Object>> wanted = new HashMap<>();
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(new NamedThreads("node-artifacts"));
    private volatile Runnable onChange = () -> { };
    private volatile FetchProgress current;

    /**
     * @param cache shared by all containers of the machine
     * @param environment of this container
     * @param userHome of the person whose Maven set-up is used
     */
    public ArtifactLibrary(Path cache, Map<String, String> environment, Path userHome) {
        this(
                new MavenArtifactInstaller(cache, environment, userHome, FreeSpace.OF_THIS_MACHINE),
                new DownloadInstaller(cache, FreeSpace.OF_THIS_MACHINE),
                cache);
    }

    private ArtifactLibrary(MavenArtifactInstaller maven, DownloadInstaller downloads, Path cache) {
        this.maven = maven;
        this.downloads = downloads;
        this.archives = new ArchiveInstaller(cache, downloads, FreeSpace.OF_THIS_MACHINE);
    }

    /** What to do, on the fetching thread, after any artifact has come or failed. */
    public void onChange(Runnable action) {
        onChange = action;
    }

    /**
     * How the artifacts of a plan stand, by name. Begins to fetch those that were not asked for before; those that only
     * this owner's previous plan had are not tried again.
     */
    public synchronized Map<String, ArtifactState> request(String owner, NodePlan plan) {
        Map<String, ArtifactState> byName = new LinkedHashMap<>();
        Set<Object> requests = new HashSet<>();
        plan.mavenArtifacts().forEach(artifact -> {
            requests.add(artifact);
            Fetch fetch = new Fetch(
                    artifact, artifact.name(), artifact.expectedSize(), progress -> maven.install(artifact, progress));
            byName.put(artifact.name(), stateOf(fetch));
        });
        plan.downloads().forEach(download -> {
            requests.add(download);
            Function<FetchProgress, Path> install = progress ->
                    download.unpacked() ? archives.install(download, progress) : downloads.install(download, progress);
            Fetch fetch = new Fetch(download, download.name(), download.expectedSize(), install);
            byName.put(download.name(), stateOf(fetch));
        });
        wanted.put(owner, requests);
        return byName;
    }

    /** Nobody wants an owner's artifacts any more. One that failed is fetched anew by who asks for it next. */
    public synchronized void release(String owner) {
        Set<Object> released = wanted.getOrDefault(owner, Set.of());
        wanted.remove(owner);
        released.stream()
                .filter(request -> wanted.values().stream().noneMatch(requests -> requests.contains(request)))
                .filter(request -> states.get(request).failure().isPresent())
                .forEach(states::remove);
    }

    /** What is being fetched, for people; empty if nothing is. */
    public String activity() {
        FetchProgress progress = current;
        return progress == null ? "" : progress.describe();
    }

    /** Ends a fetch that runs; what it has fetched so far is kept. */
    @Override
    public void close() {
        worker.shutdownNow();
        NamedThreads.join(worker, Duration.ofSeconds(10));
    }

    private ArtifactState stateOf(Fetch fetch) {
        ArtifactState known = states.putIfAbsent(fetch.request(), ArtifactState.COMING);
        if (known == null) {
            worker.execute(() -> run(fetch, 0));
            return ArtifactState.COMING;
        }
        return known;
    }

    private void run(Fetch fetch, int failures) {
        if (!isWanted(fetch)) {
            return;
        }
        FetchProgress progress = new FetchProgress(fetch.name(), fetch.size());
        current = progress;
        ArtifactState state;
        try {
            state = ArtifactState.at(fetch.install().apply(progress));
            LOG.info("artifact {} is in {}", fetch.name(), state.path().orElseThrow());
        } catch (PlatformException e) {
            state = ArtifactState.failed(e);
        } catch (RuntimeException | LinkageError e) {
            state = ArtifactState.failed(new PlatformException(
                    Kind.INTERNAL, "fetching '" + fetch.name() + "' broke: " + e, e));
        } finally {
            current = null;
        }
        state.failure().ifPresent(failure -> answer(fetch, failure, failures));
        remember(fetch, state);
        if (!worker.isShutdown()) {
            onChange.run();
        }
    }

    private void answer(Fetch fetch, PlatformException failure, int failures) {
        if (worker.isShutdown()) {
            return;
        }
        if (!failure.kind().isRetryable()) {
            LOG.error("{}", failure.getMessage(), failure);
            return;
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        LOG.warn("{}; next try in {} s", failure.getMessage(), delay.toSeconds());
        worker.schedule(() -> run(fetch, failures + 1), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized boolean isWanted(Fetch fetch) {
        boolean isWanted = wanted.values().stream().anyMatch(requests -> requests.contains(fetch.request()));
        if (!isWanted) {
            states.remove(fetch.request());
        }
        return isWanted;
    }

    private synchronized void remember(Fetch fetch, ArtifactState state) {
        states.put(fetch.request(), state);
    }

    /** @param request equal for equal artifacts */
    private record Fetch(Object request, String name, DataSize size, Function<FetchProgress, Path> install) {}
}
