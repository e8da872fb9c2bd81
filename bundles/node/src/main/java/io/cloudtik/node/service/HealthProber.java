package io.cloudtik.node.service;

import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.node.system.NamedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Asks services whether they do their work, on a few threads of its own, since any of them may hang. */
final class HealthProber implements AutoCloseable {

    private static final int MOST_AT_ONCE = 4;
    private static final int LONGEST_ANSWER = 1 << 20;

    private final ThreadPoolExecutor pool;

    HealthProber() {
        pool = new ThreadPoolExecutor(
                MOST_AT_ONCE, MOST_AT_ONCE, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new NamedThreads("node-health"));
        pool.allowCoreThreadTimeOut(true);
    }

    /** Ends within twice the check's timeout, always with a verdict. */
    Future<Verdict> begin(HealthCheck check) {
        return switch (check.type()) {
            case PROCESS -> CompletableFuture.completedFuture(Verdict.PASSED);
            case TCP -> pool.submit(() -> connect(check));
            case HTTP -> pool.submit(() -> get(check));
        };
    }

    @Override
    public void close() {
        pool.shutdownNow();
        NamedThreads.join(pool, Duration.ofSeconds(5));
    }

    private static Verdict connect(HealthCheck check) {
        int colon = check.target().lastIndexOf(':');
        if (colon < 0) {
            return Verdict.failed("'" + check.target() + "' is not host:port");
        }
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            int port = Integer.parseInt(check.target().substring(colon + 1));
            InetSocketAddress address = new InetSocketAddress(check.target().substring(0, colon), port);
            socket.connect(address, millis(check));
            return Verdict.PASSED;
        } catch (IOException | IllegalArgumentException e) {
            return Verdict.failed("connect to " + check.target() + ": " + e.getMessage());
        }
    }

    private static Verdict get(HealthCheck check) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(check.target()).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(millis(check));
            connection.setReadTimeout(millis(check));
            connection.setUseCaches(false);
            try {
                int status = connection.getResponseCode();
                if (status / 100 != 2) {
                    return Verdict.failed("GET " + check.target() + " answered " + status);
                }
                return check.idleWhen().isEmpty() ? Verdict.PASSED : Verdict.passed(!isIdle(check, connection));
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            return Verdict.failed("GET " + check.target() + ": " + e.getMessage());
        }
    }

    private static boolean isIdle(HealthCheck check, HttpURLConnection connection) throws IOException {
        try (InputStream answer = connection.getInputStream()) {
            String text = new String(answer.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            return Pattern.compile(check.idleWhen()).matcher(text).find();
        }
    }

    private static int millis(HealthCheck check) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, check.timeout().toMillis()));
    }
}
