package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.JobSubmission;
import java.util.List;
import java.util.Map;

/** What is asked of jobs. */
final class JobRoutes implements Routes {

    private final HeadParts parts;
    private final RecordCodec codec;

    JobRoutes(HeadParts parts, RecordCodec codec) {
        this.parts = parts;
        this.codec = codec;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ControlPlane.JOBS, request -> Map.of("jobs", parts.jobs().list())),
                Route.post(ControlPlane.JOBS, request -> parts.jobs().submit(
                        codec.decode(request.body(), JobSubmission.class))),
                Route.post(ControlPlane.JOB_CHECK, request -> parts.jobs().check(
                        codec.decode(request.body(), JobSubmission.class))),
                Route.get(ControlPlane.JOB, request -> parts.jobs().find(request.required("id"))),
                Route.post(ControlPlane.JOB_CANCEL, request -> parts.jobs().cancel(request.required("id"))),
                Route.get(ControlPlane.JOB_OUTPUT, request -> parts.jobs().output(
                        request.find("id").orElse(""), request.number("stdout", 0), request.number("stderr", 0))));
    }
}
