package io.cloudtik.core.client;

import io.cloudtik.api.control.Orphan;
import io.cloudtik.api.control.OrphanOperations;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.config.ConfigLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** Finds and ends what nobody looks after any more, from a person's machine. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class OrphanClient implements OrphanOperations {

    /** So that two listings do not share one hiccup of the provider. */
    private static final Duration LISTINGS_APART = Duration.ofSeconds(5);

    private final ClusterService clusters;
    private final ClusterScope.Surroundings around;
    private final KnownWorkspaces workspaces;

    @Activate
    public OrphanClient(@Reference ClusterService clusters, @Reference ConfigLoader loader) {
        this.clusters = clusters;
        this.around = clusters.around();
        this.workspaces = new KnownWorkspaces(around, loader);
    }

    @Override
    public Report find(Scope scope) {
        List<String> troubles = new ArrayList<>();
        List<Orphan> machines = new ArrayList<>();
        List<WorkspaceSpec> meant = workspaces.find(scope.place(), troubles);
        for (WorkspaceSpec spec : meant) {
            try (WorkspaceSweep sweep = sweep(spec, scope)) {
                machines.addAll(sweep.look());
            } catch (PlatformException e) {
                if (scope.place().isPresent()) {
                    throw e;
                }
                troubles.add("workspace '" + spec.name() + "': " + e.getMessage());
            }
        }
        return new Report(around.time().now(), machines, troubles);
    }

    private WorkspaceSweep sweep(WorkspaceSpec spec, Scope scope) {
        return new WorkspaceSweep(around, clusters, spec, scope.givenUp());
    }

    @Override
    public List<Outcome> end(Scope scope, Set<String> machines, Progress progress) {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (WorkspaceSpec spec : workspaces.find(scope.place(), new ArrayList<>())) {
                try (WorkspaceSweep sweep = sweep(spec, scope)) {
                    outcomes.addAll(end(sweep, machines, progress));
                } catch (PlatformException e) {
                    if (scope.place().isPresent()) {
                        throw e;
                    }
                    progress.step("", "workspace '" + spec.name() + "' is left for now: " + e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "ending orphans was interrupted; " + ended(outcomes) + " were ended", e)
                    .withRemedy("run it again to go on");
        }
        return outcomes;
    }

    private static long ended(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome::ended).count();
    }

    private List<Outcome> end(WorkspaceSweep sweep, Set<String> machines, Progress progress) throws InterruptedException {
        Map<String, List<Orphan>> byCluster = sweep.look().stream()
                .filter(machine -> machine.verdict() == Orphan.Verdict.ORPHAN && machines.contains(machine.machine()))
                // A head that lives would replace its workers.
                .sorted(Comparator.comparing(OrphanClient::isWorker))
                .collect(Collectors.groupingBy(Orphan::cluster, TreeMap::new, Collectors.toList()));
        if (byCluster.isEmpty()) {
            return List.of();
        }
        progress.step("", "looking at workspace '" + sweep.workspace() + "' once more in " + LISTINGS_APART.toSeconds() + " s");
        around.time().await(LISTINGS_APART);
        List<Outcome> outcomes = new ArrayList<>();
        byCluster.forEach((cluster, orphans) -> outcomes.addAll(end(sweep, cluster, orphans, progress)));
        return outcomes;
    }

    private static boolean isWorker(Orphan machine) {
        return !NodeKind.HEAD.name().equalsIgnoreCase(machine.tags().get(NodeTags.NODE_KIND));
    }

    /** One cluster that cannot be dealt with now keeps no other waiting. */
    private static List<Outcome> end(WorkspaceSweep sweep, String cluster, List<Orphan> orphans, Progress progress) {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            sweep.underLease(cluster, ending -> {
                for (Orphan orphan : orphans) {
                    String why = ending.end(orphan.machine());
                    progress.step(orphan.node(), why.isEmpty() ? "ending machine " + orphan.machine() : why);
                    outcomes.add(new Outcome(orphan.machine(), why.isEmpty(), why));
                }
            });
        } catch (PlatformException e) {
            orphans.stream()
                    .filter(orphan -> outcomes.stream().noneMatch(known -> known.machine().equals(orphan.machine())))
                    .forEach(orphan -> outcomes.add(new Outcome(orphan.machine(), false, e.getMessage())));
        }
        return outcomes;
    }
}
