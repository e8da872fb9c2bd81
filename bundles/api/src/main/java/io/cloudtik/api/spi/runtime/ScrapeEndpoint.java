package io.cloudtik.api.spi.runtime;

import java.util.Objects;

/**
 * Where one of a node's services tells metrics in Prometheus' text form.
 *
 * @param job what it is about, such as {@code spark-master}; Prometheus' label {@code job}
 * @param address the node's own
 * @param path such as {@code /metrics}
 */
public record ScrapeEndpoint(String job, String address, int port, String path) {

    public ScrapeEndpoint {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(address, "address");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(port + " is no port");
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the path '" + path + "' does not begin with '/'");
        }
    }
}
