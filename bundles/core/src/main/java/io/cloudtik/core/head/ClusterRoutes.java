package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.Readiness;
import io.cloudtik.core.control.Wish;
import java.util.List;
import java.util.Map;

/** What is asked of the cluster as a whole: how it does, what it shall be, its end. */
final class ClusterRoutes implements Routes {

    private final HeadParts parts;
    private final RecordCodec codec;

    ClusterRoutes(HeadParts parts, RecordCodec codec) {
        this.parts = parts;
        this.codec = codec;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ControlPlane.PING, request -> readiness()),
                Route.get(ControlPlane.STATUS, request -> parts.status()),
                Route.post(ControlPlane.SPEC, this::become),
                Route.post(ControlPlane.PREVIEW, request -> parts.controller()
                        .preview().of(codec.decode(request.body(), Wish.class), request.find("files").orElse(""))),
                Route.post(ControlPlane.KILL, request -> Map.of("node", parts.controller().kill(request.node()))),
                Route.post(ControlPlane.STOP, request -> stop()));
    }

    private Readiness readiness() {
        boolean ready = parts.findController().isPresent();
        return new Readiness(ready, ready ? "" : parts.trouble());
    }

    private Map<String, Object> become(Request request) {
        parts.controller().wanted().become(codec.decode(request.body(), Wish.class));
        return Map.of();
    }

    private Map<String, Object> stop() {
        parts.controller().wanted().stop();
        return Map.of();
    }
}
