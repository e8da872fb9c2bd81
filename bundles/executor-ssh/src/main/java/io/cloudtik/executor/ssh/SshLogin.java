package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens a connection within a time. A host may accept and say nothing, or stop in the middle of the key exchange, and
 * there may be jump hosts: so another thread opens it, and closing it ends that wherever it is.
 */
final class SshLogin {

    private SshLogin() {}

    static void open(SshConnection connection, Threads threads, Deadline deadline) {
        boolean isOpen = false;
        Future<?> login = threads.pool().submit(connection::open);
        try {
            login.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            isOpen = true;
        } catch (TimeoutException e) {
            throw new PlatformException(
                    Kind.UNAVAILABLE, "no login on " + connection.name() + " within " + deadline.inWords(), e);
        } catch (InterruptedException e) {
            throw SshFailures.interrupted("logging in on " + connection.name(), e);
        } catch (ExecutionException e) {
            throw asFailure(connection, e.getCause());
        } finally {
            if (!isOpen) {
                connection.close();
                threads.close();
            }
        }
    }

    private static PlatformException asFailure(SshConnection connection, Throwable cause) {
        return cause instanceof PlatformException failure
                ? failure
                : new PlatformException(Kind.INTERNAL, "cannot log in on " + connection.name() + ": " + cause, cause);
    }
}
