package io.cloudtik.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET on a few paths. Two threads serve it while somebody asks, and go when nobody does. */
final class ExporterServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExporterServer.class);
    static final int THREADS = 2;
    static final int WAITING_REQUESTS = 32;
    private static final Duration IDLE = Duration.ofSeconds(5);

    /** What a path answers. */
    record Answer(int status, String type, String text) {

        static Answer plain(int status, String text) {
            return new Answer(status, "text/plain; charset=utf-8", text + "\n");
        }
    }

    /** Makes the answer of one path. */
    interface Page {
        Answer answer();
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Map<String, Page> pages;

    private ExporterServer(HttpServer server, Map<String, Page> pages) {
        this.server = server;
        this.pages = pages;
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(WAITING_REQUESTS),
                task -> {
                    Thread thread = new Thread(task, "metrics-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(ExporterServer.class.getClassLoader());
                    return thread;
                },
                // The server closes a connection that its executor refuses; who asks sees that at once.
                new ThreadPoolExecutor.AbortPolicy());
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    /** @throws IOException if the port is taken, or the address is not this machine's */
    static ExporterServer open(InetSocketAddress address, Map<String, Page> pages) throws IOException {
        ExporterServer server = new ExporterServer(HttpServer.create(address, 0), Map.copyOf(pages));
        server.server.start();
        log.info("metrics on http://{}:{}/metrics", address.getHostString(), server.port());
        return server;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return Answer.plain(405, "only GET is answered here");
        }
        Page page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            return Answer.plain(404, "there are " + String.join(" ", pages.keySet().stream().sorted().toList()));
        }
        try {
            return page.answer();
        } catch (PlatformException e) {
            return Answer.plain(503, e.getMessage());
        } catch (RuntimeException e) {
            log.error("{} failed", exchange.getRequestURI(), e);
            return Answer.plain(500, "a defect: " + e);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
