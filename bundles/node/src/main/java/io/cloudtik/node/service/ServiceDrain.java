package io.cloudtik.node.service;

import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service being drained: its signal, then its command, whose output goes to {@code <service>-drain.log}. */
final class ServiceDrain {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceDrain.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final DrainableService service;
    private final Supervisor supervisor;
    private final ServiceLog log;

    ServiceDrain(DrainableService service, Supervisor supervisor) {
        this.service = service;
        this.supervisor = supervisor;
        log = supervisor.log(service.name() + "-drain");
    }

    /** Why it failed, in words; empty if nothing of the service is needed any more. */
    String run() throws InterruptedException {
        LOG.info("{} is being drained", service.name());
        String failure;
        try {
            failure = drain();
        } catch (PlatformException | IOException e) {
            failure = "cannot be drained: " + e.getMessage();
        }
        if (failure.isEmpty()) {
            LOG.info("{} is drained", service.name());
            return "";
        }
        LOG.warn("{}: {}", service.name(), failure);
        return service.name() + ": " + failure;
    }

    /** What it is at, for people. */
    String activity() {
        String line = lastLine();
        return line.isEmpty() ? service.name() : service.name() + ": " + line;
    }

    private String drain() throws IOException, InterruptedException {
        if (!supervisor.isRunning(service.name())) {
            return ""; // It has nothing that anybody could miss.
        }
        if (!service.signal().isEmpty()) {
            supervisor.signal(service.name(), service.signal());
        }
        return service.command().isEmpty() ? awaitEnd() : runCommand();
    }

    private String awaitEnd() throws InterruptedException {
        long begin = System.nanoTime();
        while (supervisor.isRunning(service.name())) {
            if (System.nanoTime() - begin > service.timeout().toNanos()) {
                return "has not ended within " + service.timeout().toSeconds() + " s";
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException("the container ends");
            }
        }
        return "";
    }

    private String runCommand() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(service.command())
                .directory(service.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.file().toFile()));
        builder.environment().clear();
        builder.environment().putAll(supervisor.environment());
        builder.environment().putAll(service.environment());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(service.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return "not done within " + service.timeout().toSeconds() + " s" + colon(lastLine());
            }
            return process.exitValue() == 0 ? "" : "exit code " + process.exitValue() + colon(lastLine());
        } finally {
            process.destroyForcibly();
        }
    }

    private String lastLine() {
        try {
            return log.lastLine(0);
        } catch (IOException e) {
            return ""; // It says only what is going on, and can be looked up on the node.
        }
    }

    private static String colon(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }
}
