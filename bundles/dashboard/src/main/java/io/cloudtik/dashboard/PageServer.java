package io.cloudtik.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.PageOperations;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.dashboard.Assets.Asset;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page and its data. It only shows: there is nothing here that changes anything. */
final class PageServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PageServer.class);
    private static final Pattern SINCE = Pattern.compile("since=(\\d{1,12})");
    private static final String JSON = "application/json";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String ON_TO_THE_PAGE = "<!doctype html><meta charset=\"utf-8\"><title>CloudTik</title>"
            + "<link rel=\"icon\" href=\"/icon.svg\"><meta http-equiv=\"refresh\" content=\"0; url=/\"><a href=\"/\">to the page of the cluster</a>\n";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final Gate gate;
    private final Sessions sessions;
    private final Watch watch;
    private final RecordCodec codec;
    private final Map<String, Asset> assets = Assets.all();

    private PageServer(HttpServer server, Gate gate, Sessions sessions, Watch watch, RecordCodec codec) {
        this.server = server;
        this.gate = gate;
        this.sessions = sessions;
        this.watch = watch;
        this.codec = codec;
    }

    /** @throws IOException if the port is taken, or the address is not this machine's */
    static PageServer open(
            InetSocketAddress address, Executor threads, Gate gate, Sessions sessions, Watch watch, RecordCodec codec)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        PageServer page = new PageServer(server, gate, sessions, watch, codec);
        server.setExecutor(threads);
        server.createContext("/", page::serve);
        server.start();
        log.info("page on {}", server.getAddress());
        return page;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String request = exchange.getRequestMethod() + " " + path;
            if (!gate.isMeant(exchange)) {
                send(exchange, 421, PLAIN, "this page is not at " + exchange.getRequestHeaders().getFirst("Host") + "\n");
            } else if (request.equals("POST " + PageOperations.TICKET_PATH)) {
                ticket(exchange);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, PLAIN, "this page only shows\n");
            } else if (path.equals("/") && exchange.getRequestURI().getRawQuery() != null) {
                enter(exchange);
            } else if (!gate.hasSession(exchange)) {
                send(exchange, 401, PLAIN, "cloudtik dashboard <cluster.yaml> leads here\n");
            } else if (path.equals("/data")) {
                data(exchange);
            } else {
                asset(exchange, path);
            }
        }
    }

    private void ticket(HttpExchange exchange) throws IOException {
        if (gate.hasToken(exchange)) {
            send(exchange, 200, JSON, codec.encode(Map.of("ticket", sessions.ticket())));
        } else {
            send(exchange, 401, PLAIN, "the request has no valid token\n");
        }
    }

    /**
     * On to the page without the ticket in its address, where it would be seen and kept. By a page of our own: a redirect
     * would still be the step of whoever led here, and a strict cookie does not go with that.
     */
    private void enter(HttpExchange exchange) throws IOException {
        Optional<String> cookie = gate.sessionForTicket(exchange);
        if (cookie.isEmpty() && !gate.hasSession(exchange)) {
            send(exchange, 401, PLAIN, "this ticket was used, or is too old: cloudtik dashboard <cluster.yaml> makes a new one\n");
            return;
        }
        cookie.ifPresent(text -> exchange.getResponseHeaders().set("Set-Cookie", text));
        send(exchange, 200, HTML, ON_TO_THE_PAGE);
    }

    private void data(HttpExchange exchange) throws IOException {
        try {
            send(exchange, 200, JSON, codec.encode(watch.data().since(since(exchange))));
        } catch (PlatformException e) {
            send(exchange, 503, JSON, codec.encode(Map.of("trouble", e.getMessage())));
        } catch (RuntimeException e) {
            log.error("no data for the page", e);
            send(exchange, 500, JSON, codec.encode(Map.of("trouble", "a defect of the head, which its log tells")));
        }
    }

    private static long since(HttpExchange exchange) {
        Matcher since = SINCE.matcher(String.valueOf(exchange.getRequestURI().getRawQuery()));
        return since.matches() ? Long.parseLong(since.group(1)) : 0;
    }

    private void asset(HttpExchange exchange, String path) throws IOException {
        Asset asset = assets.get(path);
        if (asset == null) {
            send(exchange, 404, PLAIN, "there is no such thing here\n");
        } else {
            send(exchange, 200, asset.type(), asset.bytes());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        Map.of(
                "Content-Type", type,
                "Content-Security-Policy", POLICY,
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Referrer-Policy", "no-referrer",
                "Cross-Origin-Resource-Policy", "same-origin",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cache-Control", "no-store").forEach((name, value) -> headers.put(name, List.of(value)));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
