package io.cloudtik.provider.local.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudtik.provider.local.folder.NodeOrder;
import io.cloudtik.provider.local.folder.NodeRecord;
import io.cloudtik.provider.local.folder.PropertiesText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the provider may ask of the host process: HTTP on 127.0.0.1, with a token. Bodies are properties texts; a list of
 * nodes is their texts with empty lines between. Every request may be repeated.
 */
public final class HostControl implements AutoCloseable {

    public static final String PING = "/ping";
    public static final String LIST = "/list";
    public static final String LAUNCH = "/launch";
    public static final String TERMINATE = "/terminate";

    public static final int OK = 200;
    public static final int INVALID = 400;
    public static final int NOT_FOUND = 404;
    public static final int ENDING = 503;
    public static final int NO_CAPACITY = 507;
    private static final int UNAUTHORIZED = 401;
    private static final int FAILED = 500;

    private static final Logger LOG = LoggerFactory.getLogger(HostControl.class);
    private static final int LARGEST_REQUEST = 1024 * 1024;

    private final LocalMachines machines;
    private final byte[] credentials;
    private final Runnable onUnused;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, NamedThreads.daemons("host-control"));
    private final HttpServer server;

    /** @param onUnused called after the answer to the request that left no node */
    HostControl(LocalMachines machines, String token, Runnable onUnused) throws IOException {
        this.machines = machines;
        this.credentials = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
        this.onUnused = onUnused;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isAuthorized(exchange)) {
                answer(exchange);
            } else {
                send(exchange, UNAUTHORIZED, "the token is wrong");
            }
        }
        boolean isChange = !exchange.getRequestURI().getPath().equals(PING);
        if (isChange && machines.endIfEmpty()) {
            onUnused.run();
        }
    }

    private boolean isAuthorized(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && MessageDigest.isEqual(credentials, given.getBytes(StandardCharsets.US_ASCII));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            String body = new String(exchange.getRequestBody().readNBytes(LARGEST_REQUEST), StandardCharsets.UTF_8);
            send(exchange, OK, carryOut(path, body));
        } catch (HostRefusal refusal) {
            LOG.warn("refused {}: {}", path, refusal.getMessage());
            send(exchange, refusal.status(), refusal.getMessage());
        } catch (IllegalArgumentException invalid) {
            LOG.warn("refused {}: {}", path, invalid.getMessage());
            send(exchange, INVALID, invalid.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            send(exchange, ENDING, "this host process ends");
        } catch (IOException | RuntimeException failure) {
            LOG.error("{} failed", path, failure);
            send(exchange, FAILED, failure.toString());
        }
    }

    private String carryOut(String path, String body) throws IOException, InterruptedException {
        return switch (path) {
            case PING -> "";
            case LIST -> nodes(machines.list());
            case LAUNCH -> machines.launch(NodeOrder.fromProperties(PropertiesText.parse(body))).toText();
            case TERMINATE -> nodes(machines.terminate(body.lines().collect(Collectors.toSet())));
            default -> throw HostRefusal.invalid("there is no '" + path + "'");
        };
    }

    private static String nodes(List<NodeRecord> records) {
        return records.stream().map(NodeRecord::toText).collect(Collectors.joining("\n"));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
