package io.cloudtik.core.head;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.core.control.ControlPlane;
import java.util.List;
import java.util.regex.Pattern;

/** Why things are as they are. */
final class ExplainRoutes implements Routes {

    private static final int MOST_DECISIONS = 1_000;
    private static final int FEW_DECISIONS = 10;
    private static final Pattern DECISION = Pattern.compile("d\\d+-\\d+");

    private final HeadParts parts;

    ExplainRoutes(HeadParts parts) {
        this.parts = parts;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ControlPlane.EXPLAIN, request -> explainer().explain(parts.status(), (int) Math.min(
                        MOST_DECISIONS, Math.max(0, request.number("most", FEW_DECISIONS))))),
                Route.get(ControlPlane.EXPLAIN_NODE, request ->
                        explainer().node(parts.status(), new NodeId(request.required("node")).value())),
                Route.get(ControlPlane.EXPLAIN_DECISION, request -> explainer().decision(decision(request))));
    }

    private Explainer explainer() {
        return parts.controller().explainer();
    }

    private static String decision(Request request) {
        String id = request.required("id");
        if (!DECISION.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' is no decision; write one as d1-2");
        }
        return id;
    }
}
