package io.cloudtik.core.head;

import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.LogPiece;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is asked by whoever looks after the cluster. */
final class DiagnosticRoutes implements Routes {

    private static final int MOST_EVENTS = 500;

    private final HeadParts parts;
    private final ControllerLog log;

    DiagnosticRoutes(HeadParts parts, Path home) {
        this.parts = parts;
        this.log = new ControllerLog(home);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ControlPlane.EVENTS, request -> Map.of("events", parts.controller().reports().events(
                        (int) Math.min(MOST_EVENTS, Math.max(0, request.number("most", MOST_EVENTS)))))),
                Route.get(ControlPlane.CONTROLLER_LOG, this::log),
                Route.get(ControlPlane.HEALTH, request -> parts.controller().reports().health(parts.jobs(), parts.trouble())),
                Route.get(ControlPlane.DEBUG, request -> parts.controller().reports().debug(parts.trouble())));
    }

    private LogPiece log(Request request) {
        return request.find("after").isPresent()
                ? log.after(Math.max(0, request.number("after", 0)))
                : log.last((int) Math.max(0, Math.min(Integer.MAX_VALUE - 1, request.number("lines", 100))));
    }
}
