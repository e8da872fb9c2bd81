package io.cloudtik.provider.local.client;

import io.cloudtik.provider.local.folder.HostAddress;
import io.cloudtik.provider.local.host.HostControl;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests to one host process over HTTP. */
record HostConnection(HostAddress address) {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PING = Duration.ofSeconds(5);
    /** A termination waits for the processes of the nodes to go. */
    private static final Duration REQUEST = Duration.ofSeconds(60);

    record Answer(int status, String body) {}

    /** Whether the host process is there and takes us for its own. */
    boolean answers() {
        try {
            return request(HostControl.PING, "", PING).status() == HostControl.OK;
        } catch (IOException silent) {
            return false;
        }
    }

    Answer request(String path, String body) throws IOException {
        return request(path, body, REQUEST);
    }

    private Answer request(String path, String body, Duration patience) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + address.port() + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout((int) CONNECT.toMillis());
            connection.setReadTimeout((int) patience.toMillis());
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Authorization", "Bearer " + address.token());
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            int status = connection.getResponseCode();
            try (InputStream text = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(status, text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            connection.disconnect();
        }
    }
}
