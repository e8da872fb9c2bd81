package io.cloudtik.node.artifact;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.graph.visitor.PreorderDependencyNodeConsumerVisitor;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files of Maven coordinates and of all they need at run time, fetching what the local repository lacks.
 *
 * <p>What a cut fetch leaves behind: every file that was complete is in the local repository and is not fetched again. The
 * one that was cut is fetched from its start, since the resolver's connector (2.0.17) writes to a temporary file of its own
 * and asks for no ranges.
 */
final class MavenResolution {

    private static final Logger LOG = LoggerFactory.getLogger(MavenResolution.class);

    private static final Map<String, Object> TRANSPORT = Map.of(
            "aether.transport.http.connectTimeout", 10_000,
            "aether.transport.http.requestTimeout", 60_000,
            "aether.transport.http.userAgent", "CloudTik");

    private static final Set<String> RUN_TIME_SCOPES = Set.of("compile", "runtime");

    private final MavenConfiguration configuration;
    private final Path localRepository;

    MavenResolution(MavenConfiguration configuration, Path localRepository) {
        this.configuration = configuration;
        this.localRepository = localRepository;
    }

    /** The files by the names they are to have in one folder. */
    Map<String, Path> resolve(MavenArtifact wanted, FetchProgress progress) {
        RepositorySystem system = new RepositorySystemSupplier().get();
        try (CloseableSession session = session(system, progress)) {
            List<Artifact> artifacts = resolve(system, session, wanted, progress);
            return named(artifacts);
        } catch (DependencyCollectionException | DependencyResolutionException e) {
            throw ResolutionFailures.translate(wanted.name(), configuration.settings().isOffline(), e);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(Kind.INVALID, "artifact '" + wanted.name() + "': " + e.getMessage(), e);
        } finally {
            shutDown(system);
        }
    }

    private List<Artifact> resolve(
            RepositorySystem system, RepositorySystemSession session, MavenArtifact wanted, FetchProgress progress)
            throws DependencyCollectionException, DependencyResolutionException {
        CollectRequest request = new CollectRequest();
        List<Exclusion> exclusions = wanted.exclusions().stream().map(MavenResolution::exclusion).toList();
        for (String coordinates : wanted.coordinates()) {
            request.addDependency(
                    new Dependency(new DefaultArtifact(coordinates), "runtime", false, exclusions));
        }
        request.setRepositories(system.newResolutionRepositories(session, MavenRemotes.of(configuration)));
        DependencyNode root = system.collectDependencies(session, request).getRoot();
        Set<Artifact> needed = new HashSet<>();
        root.accept(new PreorderDependencyNodeConsumerVisitor(node -> {
            if (isOfRunTime(node)) {
                needed.add(node.getArtifact());
            }
        }));
        progress.expectFiles(needed.size());
        DependencyRequest fetch = new DependencyRequest(root, (node, parents) -> isOfRunTime(node));
        return system.resolveDependencies(session, fetch).getArtifactResults().stream()
                .map(ArtifactResult::getArtifact)
                .toList();
    }

    private CloseableSession session(RepositorySystem system, FetchProgress progress) {
        SessionBuilder builder = new SessionBuilderSupplier(system).get();
        MavenRemotes.configure(builder, configuration);
        ResolutionProgress listener = new ResolutionProgress(progress);
        return builder.withLocalRepositoryBaseDirectories(localRepository)
                .setSystemProperties(System.getProperties())
                .setConfigProperties(TRANSPORT)
                .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL)
                // A failure is not remembered: whoever asks again wants to know what is now.
                .setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false))
                .setTransferListener(listener.transfers())
                .setRepositoryListener(listener.repository())
                .build();
    }

    private static boolean isOfRunTime(DependencyNode node) {
        return node.getDependency() != null && RUN_TIME_SCOPES.contains(node.getDependency().getScope());
    }

    private static Exclusion exclusion(String text) {
        String[] parts = text.split(":");
        if (parts.length != 2) {
            throw new IllegalArgumentException("exclusion '" + text + "' is not group:artifact");
        }
        return new Exclusion(parts[0], parts[1], "*", "*");
    }

    /** As in a repository; two artifacts of one name and different groups get the group before it. */
    private static Map<String, Path> named(List<Artifact> artifacts) {
        Map<String, Path> files = new TreeMap<>();
        for (Artifact artifact : artifacts) {
            Path file = artifact.getPath();
            String name = file.getFileName().toString();
            files.put(files.containsKey(name) ? artifact.getGroupId() + "-" + name : name, file);
        }
        return files;
    }

    private static void shutDown(RepositorySystem system) {
        try {
            system.shutdown();
        } catch (RuntimeException e) {
            // Its work is done; some versions complain about handlers that were closed before.
            LOG.debug("Maven's resolver did not shut down cleanly", e);
        }
    }
}
