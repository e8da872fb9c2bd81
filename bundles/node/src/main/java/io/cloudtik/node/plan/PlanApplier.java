package io.cloudtik.node.plan;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.node.artifact.ArtifactLibrary;
import io.cloudtik.node.service.DrainableService;
import io.cloudtik.node.service.ServiceSpec;
import io.cloudtik.node.service.Supervisor;
import io.cloudtik.node.service.WantedService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one plan of this node true, as far as it can be now: a service whose artifacts are still being fetched waits, all
 * others run. {@link #apply} is for a new plan, {@link #applyAgain} for when something it waits for may have come.
 * Thread-safe.
 */
public final class PlanApplier implements CurrentPlan {

    private final String owner;
    private final Path folder;
    private final Path distribution;
    private final JavaHomes javaHomes;
    private final ArtifactLibrary artifacts;
    private final Supervisor supervisor;
    private NodePlan plan = NodePlan.EMPTY;
    private boolean isApplied;
    private boolean isIncomplete;

    /**
     * @param owner tells this plan's services from another plan's
     * @param folder the plan's private folder
     */
    public PlanApplier(
            String owner,
            Path folder,
            Path distribution,
            JavaHomes javaHomes,
            ArtifactLibrary artifacts,
            Supervisor supervisor) {
        this.owner = owner;
        this.folder = folder;
        this.distribution = distribution;
        this.javaHomes = javaHomes;
        this.artifacts = artifacts;
        this.supervisor = supervisor;
    }

    public synchronized void apply(NodePlan wanted) {
        plan = wanted;
        isApplied = true;
        reconcile();
    }

    /** Does nothing if the plan is true already, or there was none yet. */
    public synchronized void applyAgain() {
        if (isApplied && isIncomplete) {
            reconcile();
        }
    }

    /**
     * The variables of the plan as it stands.
     *
     * @throws PlatformException UNAVAILABLE before the first plan
     */
    @Override
    public synchronized PlanVariables variables() {
        if (!isApplied) {
            throw new PlatformException(Kind.UNAVAILABLE, "this node has no " + owner + " yet");
        }
        return new PlanVariables(folder, distribution, javaHomes, artifacts.request(owner, plan));
    }

    @Override
    public synchronized PlanVariables variables(String other, List<MavenArtifact> more) {
        return variables().withArtifacts(
                artifacts.request(other, new NodePlan(more, List.of(), List.of(), List.of(), Map.of())));
    }

    @Override
    public void release(String other) {
        artifacts.release(other);
    }

    @Override
    public synchronized Map<String, String> environment() {
        return plan.environment();
    }

    /**
     * The services that give their work away, if the plan says that the node is to end; empty otherwise.
     *
     * @throws PlatformException as for the services themselves
     */
    public synchronized Optional<List<DrainableService>> draining() {
        if (!plan.draining()) {
            return Optional.empty();
        }
        PlanVariables variables = variables();
        return Optional.of(plan.services().stream()
                .flatMap(service -> service.drain().stream().map(drain -> new DrainableService(
                        service.name(),
                        drain.signal(),
                        variables.fill(drain.command()),
                        variables.fill(service.environment()),
                        folder,
                        drain.timeout())))
                .toList());
    }

    private void reconcile() {
        // Until the end is reached something is missing, whatever is thrown on the way.
        isIncomplete = true;
        PlanVariables variables = variables();
        PlanFiles files = new PlanFiles(folder);
        Map<String, PlatformException> failures = new HashMap<>();
        for (PlannedFile file : plan.files()) {
            try {
                files.write(file, variables);
            } catch (PlatformException e) {
                failures.put(file.path(), e);
            }
        }
        files.retain(plan.files());
        List<WantedService> services = new ArrayList<>();
        plan.services().forEach(service -> services.add(wanted(service, variables, failures)));
        supervisor.apply(owner, services);
        isIncomplete = !failures.isEmpty() || services.stream().anyMatch(service -> service.spec().isEmpty());
    }

    private WantedService wanted(
            PlannedService service, PlanVariables variables, Map<String, PlatformException> failures) {
        if (plan.stopped().contains(service.name())) {
            return WantedService.stopped(service.name(), service.runtime());
        }
        try {
            for (String path : service.files()) {
                if (failures.containsKey(path)) {
                    throw failures.get(path);
                }
            }
            return WantedService.startable(spec(service, variables));
        } catch (PlatformException e) {
            String reason = e.getMessage() + e.remedy().map(remedy -> "; " + remedy).orElse("");
            return e.kind().isRetryable()
                    ? WantedService.waiting(service.name(), service.runtime(), reason)
                    : WantedService.failed(service.name(), service.runtime(), reason);
        }
    }

    private ServiceSpec spec(PlannedService service, PlanVariables variables) {
        List<String> command = variables.fill(service.command());
        Map<String, String> environment = variables.fill(service.environment());
        ServiceHash hash = new ServiceHash().add(command).add(environment);
        plan.files().stream()
                .filter(file -> service.files().contains(file.path()) && !file.onlyIfMissing())
                .forEach(file -> hash.add(file.path(), PlanFiles.content(file, variables)));
        return new ServiceSpec(
                service.name(),
                service.runtime(),
                command,
                environment,
                folder,
                service.after(),
                service.healthCheck(),
                // What ends on a node that is to end has done its part.
                plan.draining() && service.drain().isPresent() ? RestartPolicy.NEVER : service.restartPolicy(),
                service.stopSignal(),
                service.stopTime(),
                hash.text());
    }
}
