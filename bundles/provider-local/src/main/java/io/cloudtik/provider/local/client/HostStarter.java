package io.cloudtik.provider.local.client;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.ExclusiveLock;
import io.cloudtik.provider.local.folder.HostAddress;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the host process of a root, or starts it. Of many who start at once, one does and the others find its host. */
final class HostStarter {

    private static final Logger LOG = LoggerFactory.getLogger(HostStarter.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL = Duration.ofMillis(10).toNanos();

    private final LocalRoot root;
    private final HostProgram program;

    HostStarter(LocalRoot root, HostProgram program) {
        this.root = root;
        this.program = program;
    }

    HostConnection findOrStart() {
        try {
            Optional<HostConnection> living = find();
            return living.isPresent() ? living.get() : start();
        } catch (IOException | TimeoutException failure) {
            throw new PlatformException(Kind.UNAVAILABLE, "the local host process of '" + root.folder()
                    + "' does not start: " + failure.getMessage(), failure)
                    .withRemedy("see '" + HostProgram.output(root) + "' and host.log beside it");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "interrupted while the local host process starts", interrupted);
        }
    }

    private Optional<HostConnection> find() throws IOException {
        return HostAddress.read(root)
                .filter(HostAddress::isOfLivingProcess)
                .map(HostConnection::new)
                .filter(HostConnection::answers);
    }

    private HostConnection start() throws IOException, InterruptedException, TimeoutException {
        ExclusiveLock alone = ExclusiveLock.acquire(root.lock("host-start"), PATIENCE);
        try (alone) {
            Optional<HostConnection> startedMeanwhile = find();
            if (startedMeanwhile.isPresent()) {
                return startedMeanwhile.get();
            }
            DurableFiles.createPrivateFolder(root.folder());
            return awaitAnswer(program.start(root));
        }
    }

    private HostConnection awaitAnswer(ProcessHandle process) throws IOException, InterruptedException, TimeoutException {
        LOG.debug("started the local host process {} of {}", process.pid(), root.folder());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<HostConnection> host = find();
        while (host.isEmpty()) {
            if (!process.isAlive()) {
                throw new IOException("it ended at once");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("it did not answer for " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            host = find();
        }
        return host.get();
    }
}
