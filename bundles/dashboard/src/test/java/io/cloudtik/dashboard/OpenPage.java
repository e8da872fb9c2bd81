package io.cloudtik.dashboard;

import io.cloudtik.codec.json.JacksonRecordCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A page that is served, of a cluster that is not. */
final class OpenPage implements AutoCloseable {

    private final ServingThreads threads;
    private final Sessions sessions;
    private final PageServer server;

    /** @param moments the history it begins with */
    OpenPage(DemoCluster cluster, InstantSource time, List<Moment> moments, int port) {
        this(cluster, time, moments, port, Duration.ofMinutes(5));
    }

    /** For clients that are slow: a request may take {@code longest}. */
    OpenPage(DemoCluster cluster, Duration longest) {
        this(cluster, InstantSource.system(), List.of(), 0, longest);
    }

    private OpenPage(DemoCluster cluster, InstantSource time, List<Moment> moments, int port, Duration longest) {
        threads = new ServingThreads(longest);
        sessions = new Sessions(time);
        Watch watch = new Watch(cluster, "0.1.0", time);
        moments.forEach(watch::remember);
        try {
            server = PageServer.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), threads,
                    new Gate(DemoCluster.HEAD, sessions, cluster::admits), sessions, watch, new JacksonRecordCodec());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OpenPage(DemoCluster cluster) {
        this(cluster, InstantSource.system(), List.of(), 0);
    }

    /** With an hour behind it. */
    static OpenPage withHistory(DemoCluster cluster) {
        return new OpenPage(cluster, InstantSource.system(), DemoCluster.hour(Instant.now()), 0);
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** Where a browser is sent. */
    URI entrance() {
        return uri("/?ticket=" + sessions.ticket());
    }

    @Override
    public void close() {
        server.close();
        threads.close();
    }
}
