package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.stage.NodeStages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts into words what another specification would change, from the plans that would be made of it. Pure. */
final class SpecPreview {

    private final RecordCodec codec;

    SpecPreview(RecordCodec codec) {
        this.codec = codec;
    }

    /** What would become of the machines. */
    List<PlannedAction> ofMachines(ClusterPlan plan, Function<ClusterPlan.Renewal, NodeStages> stages) {
        List<PlannedAction> actions = new ArrayList<>();
        plan.launches().forEach(launch ->
                actions.add(new PlannedAction("launch", launch.slot().node().value(), launch.reason())));
        plan.renewals().forEach(renewal -> {
            NodeStages wanted = stages.apply(renewal);
            actions.add(new PlannedAction("set up again", renewal.slot().node().value(),
                    wanted.whatRunsAgain(wanted.mark().differences(renewal.slot().mark()))));
        });
        plan.terminations().forEach(termination ->
                actions.add(new PlannedAction("terminate", termination.slot().node().value(), termination.reason())));
        return actions;
    }

    /** What would become of a node's services. */
    List<PlannedAction> ofServices(String node, NodePlan now, NodePlan wanted) {
        Map<String, PlannedService> before = byName(now);
        Map<String, PlannedService> after = byName(wanted);
        List<PlannedAction> actions = new ArrayList<>();
        after.forEach((name, service) -> {
            if (!before.containsKey(name)) {
                actions.add(new PlannedAction("start", node + "/" + name, "it is new"));
            } else {
                List<String> changes = changes(before.get(name), now, service, wanted);
                if (!changes.isEmpty()) {
                    actions.add(new PlannedAction(
                            "restart", node + "/" + name, String.join(", ", changes) + " changed"));
                }
            }
        });
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> actions.add(new PlannedAction("stop", node + "/" + name, "it is no longer wanted")));
        return actions;
    }

    /** The same that the node's own hash of a service is made of. */
    private List<String> changes(PlannedService before, NodePlan now, PlannedService after, NodePlan wanted) {
        List<String> changes = new ArrayList<>();
        if (!before.command().equals(after.command())) {
            changes.add("its command");
        }
        if (!before.environment().equals(after.environment())) {
            changes.add("its environment");
        }
        Map<String, String> old = contents(before, now);
        Map<String, String> fresh = contents(after, wanted);
        fresh.forEach((path, content) -> {
            if (!content.equals(old.get(path))) {
                changes.add(path);
            }
        });
        old.keySet().stream().filter(path -> !fresh.containsKey(path)).forEach(changes::add);
        return changes;
    }

    private Map<String, String> contents(PlannedService service, NodePlan plan) {
        Map<String, String> contents = new HashMap<>();
        for (PlannedFile file : plan.files()) {
            if (service.files().contains(file.path()) && !file.onlyIfMissing()) {
                contents.put(file.path(), codec.encode(file));
            }
        }
        return contents;
    }

    private static Map<String, PlannedService> byName(NodePlan plan) {
        return plan.services().stream()
                .collect(Collectors.toMap(PlannedService::name, Function.identity(), (a, b) -> a, TreeMap::new));
    }
}
