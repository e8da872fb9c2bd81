package io.cloudtik.core.head;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.Failure;
import io.cloudtik.core.control.JobSubmission;
import io.cloudtik.core.control.Readiness;
import io.cloudtik.core.time.Scheduler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
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

    /** Answers one kind of request. */
    private interface Handler {
        Object answer(Map<String, String> query, String body) throws InterruptedException;
    }

    /** What is there to be asked; empty while the controller is starting. */
    interface Source {
        Optional<ClusterController> controller();

        Optional<JobService> jobs();

        String whyNot();
    }

    private final Map<String, Handler> handlers = new HashMap<>();
    private final HttpServer server;
    private final Scheduler.Pool pool;
    private final Secret token;
    private final RecordCodec codec;
    private final Source source;

    ControlServer(String address, Secret token, RecordCodec codec, Source source, Scheduler scheduler) {
        this.token = token;
        this.codec = codec;
        this.source = source;
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
        on("GET", ControlPlane.PING, (query, body) -> new Readiness(
                source.controller().isPresent(), source.controller().isPresent() ? "" : source.whyNot()));
        on("GET", ControlPlane.STATUS, (query, body) -> controller().status(jobs(), source.whyNot()));
        on("POST", ControlPlane.SPEC, (query, body) -> become(body));
        on("POST", ControlPlane.KILL, (query, body) ->
                Map.of("node", controller().kill(Optional.ofNullable(query.get("node")).map(NodeId::new))));
        on("POST", ControlPlane.STOP, (query, body) -> stop());
        on("GET", ControlPlane.JOBS, (query, body) -> Map.of("jobs", jobs().list()));
        on("POST", ControlPlane.JOBS, (query, body) -> jobs().submit(
                codec.decode(body, JobSubmission.class),
                controller().knownHeadResources()));
        on("GET", ControlPlane.JOB_OUTPUT, (query, body) -> jobs().output(
                query.getOrDefault("id", ""),
                Long.parseLong(query.getOrDefault("stdout", "0")),
                Long.parseLong(query.getOrDefault("stderr", "0"))));
    }

    /** @throws PlatformException UNAVAILABLE if its port is taken */
    static ControlServer open(String address, Secret token, RecordCodec codec, Source source, Scheduler scheduler) {
        ControlServer server = new ControlServer(address, token, codec, source, scheduler);
        server.start();
        return server;
    }

    void start() {
        server.start();
        log.info("control API on {}", server.getAddress());
    }

    private Map<String, Object> become(String body) {
        controller().become(codec.decode(body, Settings.class));
        return Map.of();
    }

    private Map<String, Object> stop() {
        controller().stop();
        return Map.of();
    }

    private ClusterController controller() {
        return source.controller().orElseThrow(this::notYet);
    }

    private JobService jobs() {
        return source.jobs().orElseThrow(this::notYet);
    }

    private PlatformException notYet() {
        return new PlatformException(Kind.UNAVAILABLE, "the cluster controller is starting: " + source.whyNot());
    }

    private void on(String method, String path, Handler handler) {
        handlers.put(method + " " + path, handler);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isAuthorized(exchange)) {
                send(exchange, 401, new Failure(Kind.UNAUTHORIZED, "the request has no valid token", ""));
                return;
            }
            Handler handler = handlers.get(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            if (handler == null) {
                send(exchange, 404, new Failure(Kind.NOT_FOUND, "there is no " + exchange.getRequestURI().getPath(), ""));
                return;
            }
            answer(exchange, handler);
        }
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
            Object answer = handler.answer(query(exchange), new String(body, StandardCharsets.UTF_8));
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
