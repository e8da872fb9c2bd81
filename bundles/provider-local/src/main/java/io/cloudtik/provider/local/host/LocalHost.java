package io.cloudtik.provider.local.host;

import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.ExclusiveLock;
import io.cloudtik.provider.local.folder.HostAddress;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program of the host process. It runs as long as there are nodes: started by the first launch, ended by the last
 * termination. Killed and started again, it takes the nodes up where they are.
 */
public final class LocalHost {

    private static final Logger LOG = LoggerFactory.getLogger(LocalHost.class);

    /** How long a predecessor may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** How long a host waits for its first launch. */
    private static final Duration UNUSED = Duration.ofSeconds(60);

    private LocalHost() {}

    /** @param arguments the root, an absolute path */
    public static void main(String[] arguments) throws IOException, InterruptedException, TimeoutException {
        LocalRoot root = new LocalRoot(Path.of(arguments[0]));
        ExclusiveLock alone = ExclusiveLock.acquire(root.hostLock(), PATIENCE);
        serve(root);
        // Not closed: the lock goes with the process itself, so that whoever waits for it finds nothing left of us.
        Reference.reachabilityFence(alone);
    }

    private static void serve(LocalRoot root) throws IOException, InterruptedException {
        CountDownLatch unused = new CountDownLatch(1);
        String token = randomToken();
        try (LocalMachines machines = new LocalMachines(root);
                HostControl control = new HostControl(machines, token, unused::countDown)) {
            machines.adopt();
            HostAddress address = HostAddress.ofThisProcess(control.port(), token);
            address.write(root);
            LOG.info("{} serves {}", address, root.folder());
            while (!unused.await(UNUSED.toSeconds(), TimeUnit.SECONDS) && !machines.endIfEmpty()) {
                LOG.debug("still in use");
            }
        } finally {
            DurableFiles.delete(root.hostAddress());
        }
        LOG.info("no node is left, ends");
    }

    private static String randomToken() {
        byte[] token = new byte[32];
        new SecureRandom().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }
}
