package io.cloudtik.node.artifact;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.node.system.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

/**
 * Puts the jars of Maven coordinates into one folder of the cache, once for all containers of the machine. Once it is
 * there, neither the network nor the resolver is touched.
 */
final class MavenArtifactInstaller {

    private final Path cache;
    private final Map<String, String> environment;
    private final Path userHome;
    private final FreeSpace space;

    MavenArtifactInstaller(Path cache, Map<String, String> environment, Path userHome, FreeSpace space) {
        this.cache = cache;
        this.environment = Map.copyOf(environment);
        this.userHome = userHome;
        this.space = space;
    }

    /**
     * The folder; blocks while it is being fetched.
     *
     * @throws PlatformException UNAVAILABLE if it may succeed later
     */
    Path install(MavenArtifact artifact, FetchProgress progress) {
        Path maven = cache.resolve("maven");
        String key = key(artifact);
        ArtifactFolder folder = new ArtifactFolder(maven.resolve(key));
        try {
            if (folder.isWhole()) {
                return folder.path();
            }
            CacheLock.holding(maven.resolve(key + ".lock"), progress, () -> {
                if (!folder.isWhole()) {
                    fetch(artifact, folder, progress);
                }
            });
            return folder.path();
        } catch (IOException e) {
            throw new PlatformException(
                    Kind.UNAVAILABLE, "cannot install artifact '" + artifact.name() + "' in " + maven + ": " + e, e);
        }
    }

    private void fetch(MavenArtifact artifact, ArtifactFolder folder, FetchProgress progress) throws IOException {
        MavenConfiguration configuration = MavenConfiguration.read(environment, userHome);
        Path repository = usable(configuration.localRepository());
        space.require(cache, artifact.name(), artifact.expectedSize());
        if (!Files.getFileStore(repository).equals(Files.getFileStore(cache))) {
            // Between two disks there are no links: both will hold it.
            space.require(repository, artifact.name(), artifact.expectedSize());
        }
        progress.phase("fetching");
        folder.assemble(new MavenResolution(configuration, repository).resolve(artifact, progress));
    }

    /** The user's own repository if there is one that we may write to; else one in the cache. */
    private Path usable(Path repository) throws IOException {
        boolean isAsked = environment.containsKey("CLOUDTIK_MAVEN_REPOSITORY");
        if (isAsked) {
            AtomicFiles.makeFolder(repository);
        }
        return Files.isReadable(repository) && Files.isWritable(repository)
                ? repository
                : AtomicFiles.makeFolder(cache.resolve("maven-repository"));
    }

    /** The same request has the same key on every node; the name by which a plan calls it does not matter. */
    private static String key(MavenArtifact artifact) {
        String request = new TreeSet<>(artifact.coordinates()) + "\n" + new TreeSet<>(artifact.exclusions());
        return Digests.of(request).substring(0, 32);
    }
}
