package io.cloudtik.core.client;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.control.Wish;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.stage.NodeStages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What bringing a cluster up, or to another specification, would do: asked of the head if it answers, else reckoned here. */
final class UpPlan {

    private final ClusterScope scope;
    private final FileSet files;
    private final NodeStages stages;

    UpPlan(ClusterScope scope, FileSet files) {
        this.scope = scope;
        this.files = files;
        this.stages = NodeStages.of(scope.spec(), scope.spec().headType().name(), files.digest(), "");
    }

    List<PlannedAction> actions() {
        Optional<ClusterUuid> known = scope.uuid();
        List<PlannedAction> actions = new ArrayList<>(HeadBringUp.plan(
                scope,
                known.orElseGet(() -> new ClusterUuid(scope.around().ids().uuid())),
                stages.goal()));
        Optional<List<PlannedAction>> asked = actions.isEmpty() ? known.flatMap(this::ask) : Optional.empty();
        if (asked.isPresent()) {
            actions.addAll(onTheHead());
            actions.addAll(asked.get());
            return actions;
        }
        if (actions.isEmpty()) {
            actions.add(new PlannedAction("set up", scope.spec().name() + "-head", "it does not answer"));
        }
        for (NodeTypeSpec type : scope.spec().workerTypes()) {
            actions.addAll(ofType(type, known.map(scope::machines).orElse(List.of())));
        }
        return actions;
    }

    /** Empty if the head does not answer. */
    private Optional<List<PlannedAction>> ask(ClusterUuid uuid) {
        ClusterSpec spec = scope.spec();
        try (HeadConnection head = scope.connectHead(uuid)) {
            return head.readiness().ready()
                    ? Optional.of(head.preview(
                            new Wish(
                                    Settings.of(HeadSetup.travelling(spec, scope.provider().headSettings(spec))),
                                    scope.secrets()),
                            files.digest()))
                    : Optional.empty();
        } catch (PlatformException e) {
            if (e.kind() != Kind.UNAVAILABLE && e.kind() != Kind.UNKNOWN && e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private List<PlannedAction> onTheHead() {
        return scope.registry().load().stream()
                .map(stored -> stored.slot())
                .filter(slot -> slot.phase() == NodeSlot.Phase.SET_UP)
                .filter(slot -> !stages.mark().differences(slot.mark()).isEmpty())
                .map(slot -> new PlannedAction("set up again", slot.node().value(),
                        stages.whatRunsAgain(stages.mark().differences(slot.mark()))))
                .toList();
    }

    private static List<PlannedAction> ofType(NodeTypeSpec type, List<CloudNode> machines) {
        List<String> present = machines.stream()
                .filter(machine -> type.name().value().equals(machine.tags().get(NodeTags.NODE_TYPE)))
                .map(machine -> machine.tags().getOrDefault(NodeTags.NODE_ID, machine.id()))
                .sorted()
                .toList();
        String reason = "node type '" + type.name() + "' has " + present.size() + " of " + type.minWorkers();
        if (present.size() < type.minWorkers()) {
            int missing = type.minWorkers() - present.size();
            return List.of(new PlannedAction("launch", missing + " of '" + type.name() + "'", reason));
        }
        return present.subList(type.minWorkers(), present.size()).stream()
                .map(node -> new PlannedAction("terminate", node, reason))
                .toList();
    }
}
