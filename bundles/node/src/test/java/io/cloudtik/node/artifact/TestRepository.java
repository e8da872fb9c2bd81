package io.cloudtik.node.artifact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A Maven repository on loopback, in memory, that remembers what it was asked for. */
final class TestRepository implements AutoCloseable {

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;

    TestRepository() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** A settings.xml that makes this repository the mirror of all. */
    Path settings(Path folder, String more) throws IOException {
        return Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  %s
                  <mirrors><mirror><id>test</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
                </settings>
                """.formatted(more, url()));
    }

    /** @param dependencies {@code artifact:version} of the same group */
    void publish(String artifact, String version, String... dependencies) {
        StringBuilder pom = new StringBuilder("<project><modelVersion>4.0.0</modelVersion><groupId>test.group</groupId>")
                .append("<artifactId>" + artifact + "</artifactId><version>" + version + "</version><dependencies>");
        for (String dependency : dependencies) {
            String[] parts = dependency.split(":");
            pom.append("<dependency><groupId>test.group</groupId><artifactId>" + parts[0] + "</artifactId><version>"
                    + parts[1] + "</version></dependency>");
        }
        pom.append("</dependencies></project>");
        String base = "/test/group/" + artifact + "/" + version + "/" + artifact + "-" + version;
        put(base + ".pom", pom.toString().getBytes(StandardCharsets.UTF_8));
        put(base + ".jar", jar(artifact));
    }

    void put(String path, byte[] content) {
        files.put(path, content);
        files.put(path + ".sha1", sha1(content).getBytes(StandardCharsets.US_ASCII));
    }

    /** Other bytes under the same checksum, as damage on the way or a forgery has it. */
    void forge(String path, byte[] content) {
        files.put(path, content);
    }

    void remove(String path) {
        files.remove(path);
    }

    long requestsFor(String ending) {
        return requests.stream().filter(request -> request.endsWith(ending)).count();
    }

    int requests() {
        return requests.size();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        byte[] content = files.get(path);
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    private static byte[] jar(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name + ".txt"));
            zip.write(name.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
