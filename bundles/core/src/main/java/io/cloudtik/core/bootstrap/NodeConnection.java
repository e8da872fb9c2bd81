package io.cloudtik.core.bootstrap;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.core.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * SSH to one node, made anew when it is lost. Whatever is asked through it may be asked twice, so it must find what the
 * first time has done.
 */
final class NodeConnection implements AutoCloseable {

    private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);
    private static final int MOST_LOSSES = 5;

    /** With what to log in. */
    record Login(ExecutorFactory executors, Path privateKey, Path knownHosts, Time time) {

        CommandExecutor connect(NodeAccess access) {
            return executors.connect(access, privateKey, knownHosts, CONNECT_TIME);
        }
    }

    private final Login login;
    private final String node;
    private final Supplier<NodeAccess> access;
    private final Consumer<String> activity;
    private final Duration patience;
    private Optional<CommandExecutor> executor = Optional.empty();
    private int losses;

    /**
     * @param access how the machine is reached, asked again for each try; fails with NOT_FOUND if it has gone
     * @param patience with a machine that does not answer, each time it is connected to
     */
    NodeConnection(
            Login login, String node, Supplier<NodeAccess> access, Consumer<String> activity, Duration patience) {
        this.login = login;
        this.node = node;
        this.access = access;
        this.activity = activity;
        this.patience = patience;
    }

    String node() {
        return node;
    }

    Time time() {
        return login.time();
    }

    void awaitReachable() {
        connected();
    }

    /** Asks, and once more through a new connection if this one was lost on the way. */
    <T> T ask(Function<CommandExecutor, T> question) {
        while (true) {
            CommandExecutor now = connected();
            try {
                T answer = question.apply(now);
                losses = 0;
                return answer;
            } catch (PlatformException e) {
                losses++;
                if (e.kind() != Kind.UNAVAILABLE && e.kind() != Kind.UNKNOWN || losses >= MOST_LOSSES) {
                    throw e;
                }
                close();
                pause(RETRY_DELAY);
            }
        }
    }

    void act(Consumer<CommandExecutor> action) {
        ask(now -> {
            action.accept(now);
            return node;
        });
    }

    /** How the machine is reached is asked anew for each try, so that a machine that has gone is not waited for. */
    private CommandExecutor connected() {
        Duration end = time().monotonic().plus(patience);
        while (executor.isEmpty()) {
            try {
                NodeAccess now = access.get();
                activity.accept("waiting for SSH at " + now.host() + ":" + now.port());
                executor = Optional.of(login.connect(now));
            } catch (PlatformException e) {
                if (e.kind() != Kind.UNAVAILABLE || time().monotonic().compareTo(end) > 0) {
                    throw e;
                }
                pause(RETRY_DELAY);
            }
        }
        return executor.get();
    }

    void pause(Duration delay) {
        try {
            time().await(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "waiting for " + node + " was interrupted", e);
        }
    }

    @Override
    public void close() {
        executor.ifPresent(CommandExecutor::close);
        executor = Optional.empty();
    }
}
