package io.cloudtik.launcher;

import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The container of a head or worker: runs until it is told to end. The services of the node are processes of their own and go on. */
final class NodeRun {

    private static final Logger log = LoggerFactory.getLogger(NodeRun.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    /** By then a node is set up and its services start. */
    private static final Duration STARTED = Duration.ofMinutes(1);

    private final Setup setup;

    NodeRun(Setup setup) {
        this.setup = setup;
    }

    int run() throws LaunchFailure, InterruptedException {
        log.info("starting {} {} from {}", setup.role(), setup.version(), setup.distribution());
        try {
            BundleList bundles = BundleList.read(setup.distribution(), setup.role());
            try (Container container = Container.start(setup, bundles, Map.of())) {
                Thread main = Thread.currentThread();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(container, main), "cloudtik-end"));
                log.info("{} runs", setup.role());
                if (container.runsAfter(STARTED)) {
                    // Gives back what the start needed: Java shrinks its heap when it collects all of it, which an idle one never does.
                    System.gc();
                    container.awaitStop();
                }
            }
            log.info("{} ended", setup.role());
            return 0;
        } catch (LaunchFailure e) {
            log.error("{}", e.getMessage(), e);
            throw e;
        }
    }

    /** Runs when the process is told to end, and holds it until the main thread has let go of everything. */
    private static void end(Container container, Thread main) {
        try {
            log.info("told to end");
            container.requestStop();
            main.join(STOP_LIMIT.toMillis());
            log.warn("the bundles did not stop within {} s", STOP_LIMIT.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
