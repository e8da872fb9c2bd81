package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.RuntimeWish;
import java.util.List;
import java.util.Map;

/** What is wished of runtimes by hand. */
final class RuntimeRoutes implements Routes {

    private final HeadParts parts;
    private final RecordCodec codec;

    RuntimeRoutes(HeadParts parts, RecordCodec codec) {
        this.parts = parts;
        this.codec = codec;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(ControlPlane.RUNTIME_WISH, this::wish));
    }

    private Map<String, Object> wish(Request request) {
        parts.controller().wanted().wish(codec.decode(request.body(), RuntimeWish.class));
        return Map.of();
    }
}
