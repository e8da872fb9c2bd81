package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads everything a plan is made from, once, into one immutable observation. */
public final class ClusterObserver {

    private final NodeKind kind;
    private final SlotNames names;
    private final NodeProvider provider;
    private final SlotStore store;
    private final Supplier<Map<NodeId, Sighting>> sightings;
    private final ControllerMemory memory;
    private final Time time;
    private final BiPredicate<NodeId, Heartbeat> serves;

    /** @param serves whether a node does, by its last beat, all that it is there for */
    public ClusterObserver(
            NodeKind kind,
            SlotNames names,
            NodeProvider provider,
            SlotStore store,
            Supplier<Map<NodeId, Sighting>> sightings,
            ControllerMemory memory,
            Time time,
            BiPredicate<NodeId, Heartbeat> serves) {
        this.kind = kind;
        this.names = names;
        this.provider = provider;
        this.store = store;
        this.sightings = sightings;
        this.memory = memory;
        this.time = time;
        this.serves = serves;
    }

    /**
     * What is under way is read first and the records last but for the beats: an action that ends in between is still
     * counted as under way, so nobody acts on a record that it has replaced.
     */
    public ClusterObservation observe() {
        Set<Integer> busy = memory.busy();
        NodeListing listing;
        List<SlotStore.StoredSlot> stored;
        Map<NodeId, Sighting> seen;
        try {
            listing = provider.list();
            stored = store.load();
            seen = sightings.get();
        } catch (PlatformException e) {
            memory.couldNotLook();
            throw e;
        }
        memory.looked();
        List<CloudNode> machines = listing.nodes().stream()
                .filter(machine -> SlotNames.isOfKind(machine, kind))
                .toList();
        Map<String, List<CloudNode>> byNode =
                machines.stream().filter(names::isOurs).collect(Collectors.groupingBy(ClusterObserver::nodeId));
        List<SlotView> views = new ArrayList<>();
        for (SlotStore.StoredSlot record : stored) {
            views.add(view(record, byNode, seen, listing.complete(), busy));
        }
        views.sort(Comparator.comparing((SlotView view) -> view.slot().number()));
        // A free slot accounts for nothing: a launch of which no answer came may show its machine after the slot was given up.
        Set<String> accounted = views.stream()
                .filter(view -> view.slot().phase() != NodeSlot.Phase.FREE)
                .map(view -> view.slot().node().value())
                .collect(Collectors.toSet());
        Set<CloudNode> known = views.stream().flatMap(view -> view.machine().stream()).collect(Collectors.toSet());
        return new ClusterObservation(
                time.now(),
                views,
                alive(machines.stream().filter(names::isOurs).filter(m -> !accounted.contains(nodeId(m))).toList()),
                alive(machines.stream()
                        .filter(machine -> !names.isOurs(machine)
                                || accounted.contains(nodeId(machine)) && !known.contains(machine))
                        .toList()),
                memory.caution().restraint(names.types(kind), provider::offerings, views, listing.complete()));
    }

    private SlotView view(
            SlotStore.StoredSlot record,
            Map<String, List<CloudNode>> byNode,
            Map<NodeId, Sighting> seen,
            boolean complete,
            Set<Integer> busy) {
        NodeSlot slot = record.slot();
        Optional<CloudNode> machine = machine(slot, byNode.getOrDefault(slot.node().value(), List.of()));
        Duration inPhase = memory.inPhase(slot);
        Optional<Sighting> sighting = Optional.ofNullable(seen.get(slot.node()));
        if (sighting.map(Sighting::isFresh).orElse(false)) {
            memory.beats(slot);
        }
        return new SlotView(
                slot,
                record.version(),
                machine,
                memory.missedListings(slot, machine.isPresent(), complete),
                inPhase,
                sighting,
                memory.probe(slot),
                busy.contains(slot.number()),
                sighting.filter(Sighting::isFresh)
                        .flatMap(Sighting::heartbeat)
                        .map(beat -> serves.test(slot.node(), beat))
                        .orElse(false),
                memory.startedWith(slot),
                memory.retryIn(slot));
    }

    private static List<CloudNode> alive(List<CloudNode> machines) {
        return machines.stream().filter(machine -> machine.state().isAlive()).toList();
    }

    private static String nodeId(CloudNode machine) {
        return machine.tags().getOrDefault(NodeTags.NODE_ID, "");
    }

    /** The machine that the launch answered with; others that bear its tags are copies. Before that was recorded, a living one. */
    private static Optional<CloudNode> machine(NodeSlot slot, List<CloudNode> candidates) {
        return slot.cloudId().isEmpty()
                ? candidates.stream().min(Comparator.comparing((CloudNode found) -> !found.state().isAlive()))
                : candidates.stream().filter(found -> found.id().equals(slot.cloudId())).findFirst();
    }
}
