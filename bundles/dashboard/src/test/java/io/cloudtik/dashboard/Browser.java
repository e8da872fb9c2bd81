package io.cloudtik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudtik.contracts.time.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium that is spoken to by its DevTools protocol. One thread at a time. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://(\\S+?)/");
    private static final String PAGE_LEFT = "Inspected target navigated or closed";
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final List<String> complaints = new ArrayList<>();
    private int lastId;

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Listener()).join();
        call("Page.enable", Map.of());
        call("Log.enable", Map.of());
        call("Runtime.enable", Map.of());
    }

    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome").map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path program, Path profile) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
                "--remote-debugging-port=0", "--user-data-dir=" + profile));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--no-sandbox"); // Its sandbox refuses root.
        }
        command.add("about:blank");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", Files.createDirectories(profile.resolve("tmp")).toString());
        Process process = builder.start();
        try {
            String host = listening(process);
            return new Browser(process, page(host));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String listening(Process process) throws IOException {
        BufferedReader err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                Thread drain = new Thread(() -> err.lines().forEach(rest -> { }), "chromium-messages");
                drain.setDaemon(true);
                drain.start();
                return matcher.group(1);
            }
        }
        throw new IOException("chromium ended before it listened");
    }

    private static URI page(String host) {
        List<URI> found = new ArrayList<>();
        Eventually.await("chromium has a page", PATIENCE, () -> {
            try {
                String list = HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create("http://" + host + "/json/list")).build(), BodyHandlers.ofString())
                        .body();
                JSON.readTree(list).forEach(target -> {
                    if (target.path("type").asText().equals("page")) {
                        found.add(URI.create(target.path("webSocketDebuggerUrl").asText()));
                    }
                });
                return !found.isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
        return found.get(0);
    }

    void open(URI uri) {
        call("Page.navigate", Map.of("url", uri.toString()));
    }

    void size(int width, int height) {
        call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void prefer(String scheme) {
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    void press(String key) {
        call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "code", key));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key));
    }

    /** The value of an expression as text. */
    String value(String expression) {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value").asText();
    }

    /** Waits until it is true, also while one page takes the place of another. */
    void await(String expression) {
        Eventually.await(expression, PATIENCE, () -> {
            try {
                return value("Boolean(" + expression + ")").equals("true");
            } catch (PageLeftException e) {
                return false;
            }
        });
    }

    /** The whole page, however long. */
    void picture(Path file) throws IOException {
        String data = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true)).path("data").asText();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /** What the console says is wrong, broken rules of the content security policy among it. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void forgetComplaints() {
        complaints.clear();
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        lastId++;
        socket.sendText(JSON.valueToTree(Map.of("id", lastId, "method", method, "params", parameters)).toString(), true).join();
        try {
            while (true) {
                JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (answer == null) {
                    throw new AssertionError("chromium does not answer " + method);
                }
                if (answer.path("id").asInt() == lastId) {
                    if (answer.path("error").path("message").asText().equals(PAGE_LEFT)) {
                        throw new PageLeftException(method);
                    }
                    if (answer.has("error")) {
                        throw new AssertionError(method + ": " + answer.path("error"));
                    }
                    return answer.path("result");
                }
                note(answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void note(JsonNode event) {
        JsonNode parameters = event.path("params");
        if (event.path("method").asText().equals("Log.entryAdded") && parameters.path("entry").path("level").asText().equals("error")) {
            complaints.add(parameters.path("entry").path("text").asText());
        }
        if (event.path("method").asText().equals("Runtime.exceptionThrown")) {
            complaints.add(parameters.path("exceptionDetails").toString());
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The page was left while it was asked. */
    private static final class PageLeftException extends RuntimeException {

        private static final long serialVersionUID = 1;

        PageLeftException(String method) {
            super(method + ": " + PAGE_LEFT);
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    answers.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
