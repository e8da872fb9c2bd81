package io.cloudtik.node.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.RepositoryListener;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferListener;

/**
 * Turns the resolver's events into progress. Jars count, not the many small POMs; one that was in the local repository
 * already counts when it is resolved, one that is fetched while it comes.
 */
final class ResolutionProgress {

    private static final String POM = ".pom";

    private final FetchProgress progress;
    private final Map<String, Long> fetched = new ConcurrentHashMap<>();

    ResolutionProgress(FetchProgress progress) {
        this.progress = progress;
    }

    TransferListener transfers() {
        return new AbstractTransferListener() {
            @Override
            public void transferProgressed(TransferEvent event) {
                String name = event.getResource().getResourceName();
                if (!name.endsWith(POM)) {
                    progress.addBytes(event.getDataLength());
                    fetched.merge(fileName(name), (long) event.getDataLength(), Long::sum);
                }
            }
        };
    }

    RepositoryListener repository() {
        return new AbstractRepositoryListener() {
            @Override
            public void artifactResolved(RepositoryEvent event) {
                if (event.getArtifact() == null || event.getArtifact().getPath() == null
                        || event.getArtifact().getExtension().equals("pom")) {
                    return;
                }
                try {
                    long size = Files.size(event.getArtifact().getPath());
                    String name = event.getArtifact().getPath().getFileName().toString();
                    progress.addBytes(size - fetched.getOrDefault(name, 0L));
                    progress.addFile();
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read what was just fetched", e);
                }
            }
        };
    }

    private static String fileName(String resource) {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }
}
