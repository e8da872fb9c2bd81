package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;

/** sshj's failures in words for people. */
final class SshFailures {

    private SshFailures() {}

    /** The innermost cause says what happened; sshj wraps it two or three times. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null || innermost instanceof UnknownHostException ? innermost.toString() : message;
    }

    /** Whether a wait was ended by an interrupt of this thread; sshj keeps its flag. */
    static boolean isInterrupt(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof InterruptedIOException) {
                return true;
            }
        }
        return false;
    }

    static PlatformException interrupted(String what, Throwable cause) {
        Thread.currentThread().interrupt();
        return new PlatformException(Kind.UNKNOWN, "interrupted while " + what, cause);
    }
}
