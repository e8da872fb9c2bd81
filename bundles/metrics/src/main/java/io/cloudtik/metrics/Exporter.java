package io.cloudtik.metrics;

import io.cloudtik.metrics.ExporterServer.Page;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exporter that waits for its port as long as somebody else has it: a node lives also without telling its metrics. */
final class Exporter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Exporter.class);

    private final InetSocketAddress address;
    private final Map<String, Page> pages;
    private final Duration retry;
    private final Thread opening;
    private ExporterServer server;
    private boolean closed;

    Exporter(InetSocketAddress address, Map<String, Page> pages, Duration retry) {
        this.address = address;
        this.pages = pages;
        this.retry = retry;
        this.opening = new Thread(this::openWhenPossible, "metrics-opening");
        opening.setDaemon(true);
        opening.setContextClassLoader(Exporter.class.getClassLoader());
        opening.start();
    }

    private synchronized void openWhenPossible() {
        String last = "";
        while (!closed && server == null) {
            try {
                server = ExporterServer.open(address, pages);
            } catch (IOException e) {
                String trouble = String.valueOf(e.getMessage());
                if (!trouble.equals(last)) {
                    log.warn("no metrics on {}:{} for now: {}", address.getHostString(), address.getPort(), trouble);
                    last = trouble;
                }
                if (!await()) {
                    return;
                }
            }
        }
    }

    private boolean await() {
        try {
            wait(retry.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
            if (server != null) {
                server.close();
            }
        }
        try {
            opening.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
