package io.cloudtik.provider.local.workspace;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.TimeoutException;

/** Tells failures of the file system in the platform's words. */
final class FileFailures {

    private FileFailures() {}

    /** Something done with files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException, TimeoutException;
    }

    /** @param what completes "cannot ..." */
    static <T> T translate(String what, Work<T> work) {
        try {
            return work.run();
        } catch (AccessDeniedException refused) {
            throw new PlatformException(Kind.DENIED, "cannot " + what + ": no permission for '" + refused.getFile() + "'", refused);
        } catch (TimeoutException locked) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot " + what + ": " + locked.getMessage(), locked);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "cannot " + what + ": interrupted", interrupted);
        } catch (IOException failure) {
            throw new PlatformException(Kind.INTERNAL, "cannot " + what + ": " + failure, failure);
        }
    }
}
