package io.cloudtik.api.spi.runtime;

import io.cloudtik.api.model.node.NodeKind;
import java.net.URI;
import java.util.Objects;

/**
 * Where people and their programs meet a runtime: a page for a browser, or an address that another program is given.
 *
 * @param name for people, unique in the runtime, such as {@code Spark master}
 * @param node on which nodes it is
 * @param scheme such as {@code http}
 * @param path of a page, beginning with {@code /}; empty for none
 * @param description what is found there, in a few words
 */
public record Endpoint(String name, NodeKind node, String scheme, int port, String path, String description) {

    public Endpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(description, "description");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("endpoint '" + name + "' is at port " + port + ", which is none");
        }
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw new IllegalArgumentException("the path '" + path + "' of endpoint '" + name + "' begins with no '/'");
        }
    }

    /** A page for a browser. */
    public static Endpoint page(String name, NodeKind node, int port, String description) {
        return new Endpoint(name, node, "http", port, "", description);
    }

    /** Where it is on a node of this address. */
    public URI at(String address) {
        return URI.create(scheme + "://" + address + ":" + port + path);
    }
}
