package io.cloudtik.node.artifact;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.spi.connector.transport.http.HttpTransporterException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.RepositoryOfflineException;

/** What a failure of Maven's resolver means for whoever waits for the artifact. */
final class ResolutionFailures {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private ResolutionFailures() {}

    static PlatformException translate(String name, boolean offline, RepositoryException failure) {
        String message = "cannot fetch artifact '" + name + "': ";
        if (offline || find(failure, RepositoryOfflineException.class) != null) {
            return new PlatformException(
                            Kind.UNAVAILABLE, message + "Maven is offline and its local repository lacks " + missing(failure), failure)
                    .withRemedy("take <offline>true</offline> out of Maven's settings.xml, or fetch it where there is a network");
        }
        ChecksumFailureException checksum = find(failure, ChecksumFailureException.class);
        if (checksum != null) {
            // Damage on the way may be gone next time; what is damaged is refused each time.
            return new PlatformException(
                    Kind.UNAVAILABLE, message + "refused, its checksum is wrong: " + failure.getMessage(), failure);
        }
        HttpTransporterException http = find(failure, HttpTransporterException.class);
        if (http != null && (http.getStatusCode() == UNAUTHORIZED || http.getStatusCode() == FORBIDDEN)) {
            Kind kind = http.getStatusCode() == UNAUTHORIZED ? Kind.UNAUTHORIZED : Kind.DENIED;
            return new PlatformException(kind, message + failure.getMessage(), failure)
                    .withRemedy("check the <server> of this repository in Maven's settings.xml");
        }
        ArtifactNotFoundException notFound = find(failure, ArtifactNotFoundException.class);
        return new PlatformException(
                notFound == null ? Kind.UNAVAILABLE : Kind.INVALID, message + failure.getMessage(), failure);
    }

    private static String missing(RepositoryException failure) {
        ArtifactResolutionException resolution = find(failure, ArtifactResolutionException.class);
        if (resolution != null) {
            return resolution.getResults().stream()
                    .filter(result -> !result.isResolved())
                    .map(result -> result.getRequest().getArtifact().toString())
                    .findFirst()
                    .orElse("it");
        }
        ArtifactDescriptorException descriptor = find(failure, ArtifactDescriptorException.class);
        return descriptor == null ? "it" : descriptor.getResult().getArtifact().toString();
    }

    private static <T extends Throwable> T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
