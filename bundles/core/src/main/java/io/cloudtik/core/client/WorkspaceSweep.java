package io.cloudtik.core.client;

import io.cloudtik.api.control.DebugStatus;
import io.cloudtik.api.control.Orphan;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.WorkspaceMachines;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.orphan.ClusterClaim;
import io.cloudtik.core.orphan.HeadAnswer;
import io.cloudtik.core.orphan.OrphanJudge;
import io.cloudtik.core.registry.Lease;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One workspace as it is looked over for machines that nobody looks after. */
final class WorkspaceSweep implements AutoCloseable {

    /** A head makes a pass each second; one that did not for so long does not know its machines. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ClusterScope.Surroundings around;
    private final ClusterService clusters;
    private final WorkspaceSpec spec;
    private final Set<String> givenUp;
    private final Lease<CloudProvider> provider;
    private final WorkspaceMachines machines;
    private final WorkspaceStore store;

    /** @throws PlatformException INVALID if the provider cannot list the machines of a workspace */
    WorkspaceSweep(ClusterScope.Surroundings around, ClusterService clusters, WorkspaceSpec spec, Set<String> givenUp) {
        this.around = around;
        this.clusters = clusters;
        this.spec = spec;
        this.givenUp = Set.copyOf(givenUp);
        this.provider = around.providers().lease(spec.provider());
        try {
            this.machines = provider.service().machines(spec).orElseThrow(() -> new PlatformException(
                            Kind.INVALID, "provider '" + spec.provider() + "' cannot list the machines of a workspace")
                    .withRemedy("look at them by the provider's own means: they bear the tag " + NodeTags.WORKSPACE + "="
                            + spec.name()));
            this.store = provider.service().workspace(spec).store();
        } catch (RuntimeException e) {
            provider.close();
            throw e;
        }
    }

    String workspace() {
        return spec.name().value();
    }

    /** Whose the machines are, as can be told now. */
    List<Orphan> look() {
        return look(Set.of());
    }

    /** @param leasedByUs clusters that nobody else can bring up or down now */
    private List<Orphan> look(Set<String> leasedByUs) {
        NodeListing listing = machines.list();
        if (!listing.complete()) {
            throw new PlatformException(Kind.UNAVAILABLE, "provider '" + spec.provider()
                    + "' listed its machines only in part; absence proves nothing now");
        }
        Map<String, ClusterClaim> claims = new HashMap<>();
        for (CloudNode machine : listing.nodes()) {
            clusterOf(machine).ifPresent(cluster ->
                    claims.computeIfAbsent(cluster.value(), name -> claim(cluster, leasedByUs.contains(name))));
        }
        return new OrphanJudge(claims, this::askHead, givenUp, around.time().now()).judge(listing.nodes()).stream()
                .map(this::orphan)
                .toList();
    }

    private static Optional<ClusterName> clusterOf(CloudNode machine) {
        try {
            return Optional.ofNullable(machine.tags().get(NodeTags.CLUSTER)).map(ClusterName::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // Whoever wrote that is judged by it.
        }
    }

    private ClusterClaim claim(ClusterName cluster, boolean leasedByUs) {
        ClusterRegistry registry = new ClusterRegistry(store, around.codec(), cluster);
        Optional<ClusterUuid> uuid = registry.find();
        return new ClusterClaim(
                cluster,
                uuid,
                uuid.flatMap(known -> registry.load().stream().findFirst()).map(stored -> stored.slot()),
                leasedByUs
                        ? Optional.empty()
                        : WorkspaceLease.holder(store, around.codec(), cluster, around.caller(), around.time()),
                home(cluster).uuid());
    }

    private ClusterHome home(ClusterName cluster) {
        return new ClusterHome(around.installation().home(), spec.name(), cluster);
    }

    private HeadAnswer askHead(ClusterClaim claim) {
        ClusterHome home = home(claim.cluster());
        if (!home.exists()) {
            return HeadAnswer.none("its key is not in " + around.installation().home());
        }
        try (ClusterScope scope = clusters.scope(home.keptFile());
                HeadConnection head = scope.connectHead(claim.uuid().orElseThrow())) {
            return answer(head.get(ControlPlane.DEBUG, DebugStatus.class));
        } catch (PlatformException | InvalidInputException e) {
            return HeadAnswer.none(e.getMessage());
        }
    }

    private static HeadAnswer answer(DebugStatus head) {
        if (!head.trouble().isEmpty()) {
            return HeadAnswer.none("it changes nothing for now: " + head.trouble());
        }
        if (head.lastPass().map(age -> age.compareTo(FRESH) > 0).orElse(true)) {
            return HeadAnswer.none("it has not looked at its machines of late");
        }
        Set<String> known = new HashSet<>();
        head.slots().forEach(slot -> {
            known.add(slot.machine());
            known.add(slot.node());
        });
        return new HeadAnswer(known, "");
    }

    private Orphan orphan(OrphanJudge.Judgement judgement) {
        CloudNode machine = judgement.machine();
        Map<String, String> tags = machine.tags();
        return new Orphan(
                spec.name().value(), spec.provider(), machine.id(), tags.getOrDefault(NodeTags.CLUSTER, ""),
                tags.getOrDefault(NodeTags.NODE_ID, ""), tags.getOrDefault(NodeTags.NODE_TYPE, ""), machine.state().name(),
                machine.launchedAt(), machines.bearsCost(), tags, judgement.verdict(), judgement.reason(), judgement.remedy());
    }

    /** What is done about one cluster's machines while nobody else may bring it up or down. */
    interface Exclusive {
        void run(Ending ending);
    }

    /** Ends what is still an orphan. */
    final class Ending {

        private final ClusterName cluster;
        private final Optional<WorkspaceLease> lease;

        private Ending(ClusterName cluster, Optional<WorkspaceLease> lease) {
            this.cluster = cluster;
            this.lease = lease;
        }

        /** Why the machine is left alone; empty if its end was asked for. */
        String end(String machine) {
            Optional<Orphan> now = look(Set.of(cluster.value())).stream()
                    .filter(each -> each.machine().equals(machine))
                    .findFirst();
            if (now.isEmpty()) {
                return "it is gone already";
            }
            if (now.get().verdict() != Orphan.Verdict.ORPHAN) {
                return "it is left alone: " + now.get().reason();
            }
            lease.ifPresent(WorkspaceLease::check);
            machines.terminate(Set.of(machine));
            return "";
        }
    }

    /** @throws PlatformException CONFLICT if somebody brings the cluster up or down now */
    void underLease(String cluster, Exclusive action) {
        ClusterName name = new ClusterName(cluster);
        Optional<WorkspaceLease> lease = lease(name);
        try {
            action.run(new Ending(name, lease));
        } finally {
            lease.ifPresent(WorkspaceLease::close);
        }
    }

    /** Without a workspace there is no store, and nobody can hold a lease in it. */
    private Optional<WorkspaceLease> lease(ClusterName cluster) {
        try {
            return Optional.of(WorkspaceLease.acquire(
                    store, around.codec(), cluster, around.caller(), around.time(), around.scheduler()));
        } catch (PlatformException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        machines.close();
        provider.close();
    }
}
