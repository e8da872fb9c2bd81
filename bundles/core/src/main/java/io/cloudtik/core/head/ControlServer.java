package io.cloudtik.core.head;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.Failure;
import io.cloudtik.core.time.Scheduler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control API: records as JSON over HTTP on a loopback address, reached through SSH, each request with the cluster's
 * token. A failure answers 4xx or 5xx with a {@link Failure}.
 */
final class ControlServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
    private static final int LARGEST_BODY = 4 << 20;
    private static final int THREADS = 8;

    private final Map<String, Routes.Handler> handlers = new HashMap<>();
    private final HttpServer server;
    private final Scheduler.Pool pool;
    private final Secret token;
    private final RecordCodec codec;

    ControlServer(String address, Secret token, RecordCodec codec, List<Routes> routes, Scheduler scheduler) {
        this.token = token;
        this.codec = codec;
        this.pool = scheduler.pool("control", THREADS);
        try {
            server = HttpServer.create(new InetSocketAddress(address, ControlPlane.CONTROL_PORT), 0);
        } catch (IOException e) {
            pool.close();
            throw new PlatformException(Kind.UNAVAILABLE,
                    "the control API cannot listen on " + address + ":" + ControlPlane.CONTROL_PORT + ": " + e.getMessage(), e);
        }
        server.setExecutor(pool);
        // All paths come to us, also unknown ones: the server's own answer to these asks for no token and is no Failure.
        server.createContext("/", this::serve);
        routes.stream().flatMap(group -> group.routes().stream())
                .forEach(route -> handlers.put(route.method() + " " + route.path(), route.handler()));
    }

    /** @throws PlatformException UNAVAILABLE if its port is taken */
    static ControlServer open(
            String address, Secret token, RecordCodec codec, List<Routes> routes, Scheduler scheduler) {
        ControlServer server = new ControlServer(address, token, codec, routes, scheduler);
        server.start();
        return server;
    }

    void start() {
        server.start();
        log.info("control API on {}", server.getAddress());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isAuthorized(exchange)) {
                send(exchange, 401, new Failure(Kind.UNAUTHORIZED, "the request has no valid token", ""));
                return;
            }
            Routes.Handler handler = handlers.get(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            if (handler == null) {
                send(exchange, 404, new Failure(Kind.NOT_FOUND, "there is no " + exchange.getRequestURI().getPath(), ""));
                return;
            }
            answer(exchange, handler);
        }
    }

    private void answer(HttpExchange exchange, Routes.Handler handler) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
            Object answer = handler.answer(
                    new Routes.Request(query(exchange), new String(body, StandardCharsets.UTF_8)));
            send(exchange, 200, answer);
        } catch (PlatformException e) {
            log.debug("refused {}", exchange.getRequestURI(), e);
            send(exchange, 409, Failure.of(e));
        } catch (InvalidInputException | IllegalArgumentException e) {
            send(exchange, 400, new Failure(Kind.INVALID, String.valueOf(e.getMessage()), ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            send(exchange, 503, new Failure(Kind.UNAVAILABLE, "the head is going down", ""));
        } catch (RuntimeException e) {
            log.error("{} failed", exchange.getRequestURI(), e);
            send(exchange, 500, new Failure(Kind.INTERNAL, "a defect of the head: " + e, "see the head's log"));
        }
    }

    private boolean isAuthorized(HttpExchange exchange) {
        String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
        return header.startsWith("Bearer ") && Secret.of(header.substring("Bearer ".length())).equals(token);
    }

    private void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes = codec.encode(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> result = new HashMap<>();
        String text = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                result.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return result;
    }

    @Override
    public void close() {
        server.stop(0);
        pool.close();
    }
}
