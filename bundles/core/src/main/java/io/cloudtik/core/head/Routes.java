package io.cloudtik.core.head;

import io.cloudtik.api.model.node.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group of requests that the control API answers. To add one, write a class and name it in {@link HeadRole}. */
interface Routes {

    /**
     * Answers one kind of request with a record, or a map, that becomes the JSON answer. Called on one of the control
     * API's threads and may block for a few seconds. A PlatformException or IllegalArgumentException becomes the answer,
     * with its kind and remedy.
     */
    interface Handler {
        Object answer(Request request) throws InterruptedException;
    }

    /** @param path without a query, such as {@code /v1/status} */
    record Route(String method, String path, Handler handler) {

        static Route get(String path, Handler handler) {
            return new Route("GET", path, handler);
        }

        static Route post(String path, Handler handler) {
            return new Route("POST", path, handler);
        }
    }

    /** What a client sent. */
    record Request(Map<String, String> query, String body) {

        /** @throws IllegalArgumentException if the parameter is missing */
        String required(String name) {
            return find(name).orElseThrow(() -> new IllegalArgumentException("the request has no '" + name + "'"));
        }

        Optional<String> find(String name) {
            return Optional.ofNullable(query.get(name));
        }

        Optional<NodeId> node() {
            return find("node").map(NodeId::new);
        }

        long number(String name, long otherwise) {
            return find(name).map(Long::parseLong).orElse(otherwise);
        }
    }

    List<Route> routes();
}
