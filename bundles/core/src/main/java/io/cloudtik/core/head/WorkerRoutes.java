package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.core.control.ControlPlane;
import java.util.List;

/** What is asked of the number of workers. */
final class WorkerRoutes implements Routes {

    private final HeadParts parts;
    private final RecordCodec codec;

    WorkerRoutes(HeadParts parts, RecordCodec codec) {
        this.parts = parts;
        this.codec = codec;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ControlPlane.SCALE, request -> parts.controller().wanted().planScale(wish(request))),
                Route.post(ControlPlane.SCALE, request -> parts.controller().wanted().scale(wish(request))));
    }

    /** In the query, so that what would be done is asked for in the same words as it is done. */
    private ScaleRequest wish(Request request) {
        return codec.decode(request.required("request"), ScaleRequest.class);
    }
}
