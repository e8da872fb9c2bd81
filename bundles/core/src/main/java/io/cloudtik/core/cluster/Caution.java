package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.core.time.Time;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a controller has learnt that holds it back, and may forget at a restart: refused offerings, machines that were lost
 * or given up, listings that are hard to believe. Thread-safe.
 */
public final class Caution {

    private final Shortages shortages;
    private final Churn churn;
    private final ListingDrop drop;
    private final Map<Integer, String> refused = new HashMap<>();

    Caution(Time time) {
        this.shortages = new Shortages(time);
        this.churn = new Churn(time);
        this.drop = new ListingDrop(time);
    }

    /**
     * @param types that are wanted
     * @param complete whether the listing that the views come from is
     */
    Restraint restraint(
            List<NodeTypeSpec> types,
            Function<NodeTypeSpec, List<Offering>> offerings,
            List<SlotView> views,
            boolean complete) {
        views.stream()
                .filter(view -> view.slot().isWanted() && !view.slot().cloudId().isEmpty() && view.isGone())
                .forEach(view -> churn.lost(view.slot()));
        Map<String, List<Restraint.Choice>> choices = types.stream().collect(Collectors.toMap(
                type -> type.name().value(),
                type -> offerings.apply(type).stream().map(offering -> shortages.choice(type.name(), offering)).toList()));
        int nodes = (int) views.stream().filter(view -> view.slot().isWanted()).count();
        return new Restraint(
                drop.look(views, complete), choices, refused(views), churn.paused(), churn.allowance(nodes));
    }

    private synchronized Set<Integer> refused(List<SlotView> views) {
        return views.stream()
                .map(SlotView::slot)
                .filter(slot -> slot.phase() == NodeSlot.Phase.PLANNED
                        && slot.node().value().equals(refused.get(slot.number())))
                .map(NodeSlot::number)
                .collect(Collectors.toSet());
    }

    /** How the offering of a slot stands now. */
    Restraint.Choice choice(NodeSlot slot) {
        return shortages.choice(slot.type(), slot.offering());
    }

    /** There is no room for this attempt of a slot, so there is no machine of it. */
    void noRoom(NodeSlot slot, PlatformException failure) {
        shortages.refused(slot.type(), slot.offering(), failure);
        passedOver(slot);
    }

    /** The provider is about to be asked for this attempt of a slot. */
    synchronized void asks(NodeSlot slot) {
        refused.remove(slot.number());
    }

    /** The provider was not asked for this attempt of a slot, since it would refuse. */
    synchronized void passedOver(NodeSlot slot) {
        refused.put(slot.number(), slot.node().value());
    }

    void launched(NodeSlot slot) {
        shortages.launched(slot.type(), slot.offering());
    }

    void failed(NodeSlot slot) {
        churn.failed(slot);
    }

    void gaveUp() {
        churn.gaveUp();
    }

    /** A user ends the machine of this slot. */
    public void expectsTheEndOf(NodeSlot slot) {
        churn.expects(slot);
    }

    /** A user wants everything to be tried again: what was refused may be there by now. */
    public void goOn() {
        shortages.forgetAll();
        churn.goOn();
    }
}
