package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.spi.provider.CloudNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be done now, each with its reason, and what is waited for. */
public record ClusterPlan(
        List<Launch> launches,
        List<SetUp> setUps,
        List<Renewal> renewals,
        List<Start> starts,
        List<Probe> probes,
        List<Adoption> adoptions,
        List<Draining> drains,
        List<Termination> terminations,
        List<Release> releases,
        List<Wait> waits) {

    /**
     * Record the slot as it stands here, then ask the provider.
     *
     * @param version of the record it replaces; empty for a new slot
     * @param cause what a launch of this sort is counted as
     */
    public record Launch(NodeSlot slot, String version, Cause cause, String reason) {}

    /** Why a machine is to be had. */
    public enum Cause {
        /** There are too few. */
        MISSING,
        /** It is recorded, and the provider may or may not have been asked. */
        RECORDED,
        /** The offering that was asked for had no room: another one is asked for, or the same after a while. */
        NO_ROOM,
        /** The slot's last machine has ended. */
        ENDED,
        /** The slot's last machine may still live, and is of no use. */
        GIVEN_UP,
        /** An older one, launched otherwise than is wished now, is to go. */
        OUTDATED
    }

    /** Put the platform on a running machine, or back on one that lost it. */
    public record SetUp(NodeSlot slot, String version, CloudNode machine, String reason) {}

    /** Bring a node that works to what its set-up is wished to be now. */
    public record Renewal(NodeSlot slot, String version, CloudNode machine, String reason) {}

    /**
     * Run the user's start commands on a node whose services run.
     *
     * @param key of the last of them
     */
    public record Start(NodeSlot slot, String version, CloudNode machine, String key) {}

    /** Ask a silent node over the second path. */
    public record Probe(NodeSlot slot, CloudNode machine, String reason) {}

    /** Record a machine that bears our tags and that no record knows. */
    public record Adoption(NodeSlot slot, String version, CloudNode machine, String reason) {}

    /** Let a node give its work and data away before it is ended. */
    public record Draining(NodeSlot slot, String version, String reason) {}

    /**
     * End a machine. With a version the slot is recorded as TERMINATING first; without one the machine is a superseded
     * attempt of a slot that lives on.
     *
     * @param machine if it is listed
     */
    public record Termination(
            NodeSlot slot, String version, String cloudId, Optional<CloudNode> machine, String reason) {}

    /** Free a slot whose machine has ended. */
    public record Release(NodeSlot slot, String version) {}

    public ClusterPlan {
        launches = List.copyOf(launches);
        setUps = List.copyOf(setUps);
        renewals = List.copyOf(renewals);
        starts = List.copyOf(starts);
        probes = List.copyOf(probes);
        adoptions = List.copyOf(adoptions);
        drains = List.copyOf(drains);
        terminations = List.copyOf(terminations);
        releases = List.copyOf(releases);
        waits = List.copyOf(waits);
    }

    /** Whether there is nothing to do; there may still be something to wait for. */
    public boolean isIdle() {
        return launches.isEmpty() && setUps.isEmpty() && renewals.isEmpty() && starts.isEmpty()
                && probes.isEmpty() && adoptions.isEmpty() && drains.isEmpty() && terminations.isEmpty()
                && releases.isEmpty();
    }

    /** The numbers of the slots for which there is something to do. */
    public Set<Integer> slots() {
        return Stream.of(
                        launches.stream().map(Launch::slot), setUps.stream().map(SetUp::slot),
                        renewals.stream().map(Renewal::slot), starts.stream().map(Start::slot),
                        probes.stream().map(Probe::slot), adoptions.stream().map(Adoption::slot),
                        drains.stream().map(Draining::slot), terminations.stream().map(Termination::slot),
                        releases.stream().map(Release::slot))
                .flatMap(slots -> slots)
                .map(NodeSlot::number)
                .collect(Collectors.toSet());
    }

    /** What of it may be done while nothing may be launched or ended, which is waited for. */
    ClusterPlan adoptionsOnly(String reason) {
        return new ClusterPlan(
                List.of(), List.of(), List.of(), List.of(), List.of(), adoptions, List.of(), List.of(), List.of(),
                List.of(Wait.of("", reason)));
    }

    /** Collects a plan. */
    static final class Draft {

        final Restraint restraint;
        final List<Launch> launches = new ArrayList<>();
        final List<SetUp> setUps = new ArrayList<>();
        final List<Renewal> renewals = new ArrayList<>();
        final List<Start> starts = new ArrayList<>();
        final List<Probe> probes = new ArrayList<>();
        final List<Adoption> adoptions = new ArrayList<>();
        final List<Draining> drains = new ArrayList<>();
        final List<Termination> terminations = new ArrayList<>();
        final List<Release> releases = new ArrayList<>();
        final List<Wait> waits = new ArrayList<>();
        private final Instant at;
        private int mayGiveUp;

        Draft(Instant at, Restraint restraint) {
            this.at = at;
            this.restraint = restraint;
            this.mayGiveUp = restraint.allowance().left();
        }

        /** Nobody can say until when. */
        void waitFor(String subject, String reason) {
            waits.add(Wait.of(subject, reason));
        }

        /** @param then what is done when the time is over */
        void waitFor(String subject, String reason, String then, Duration time) {
            waits.add(new Wait(subject, reason, then, Optional.of(at.plus(time))));
        }

        void waitFor(SlotView view, String reason) {
            waitFor(view.slot().node().value(), reason);
        }

        void waitFor(SlotView view, String reason, String then, Duration time) {
            waitFor(view.slot().node().value(), reason, then, time);
        }

        /** Until it may be tried again, whatever failed. */
        void waitForRetry(SlotView view, String what) {
            String why = view.slot().reason().isEmpty() ? "" : ": " + view.slot().reason();
            waitFor(view, what + why, "next try", view.retryIn());
        }

        /** Takes one machine of those that may be given up; false if there is none left. */
        boolean takeAllowance() {
            mayGiveUp--;
            return mayGiveUp >= 0;
        }

        void terminate(SlotView view, String reason) {
            terminations.add(new Termination(view.slot(), view.version(), view.cloudId(), view.machine(), reason));
        }

        /** Takes back what was planned for a slot before it turned out that it is to go. */
        void forget(int number) {
            launches.removeIf(launch -> launch.slot().number() == number);
            setUps.removeIf(setUp -> setUp.slot().number() == number);
            renewals.removeIf(renewal -> renewal.slot().number() == number);
            starts.removeIf(start -> start.slot().number() == number);
            probes.removeIf(probe -> probe.slot().number() == number);
            terminations.removeIf(
                    termination -> !termination.version().isEmpty() && termination.slot().number() == number);
        }

        ClusterPlan finish() {
            return new ClusterPlan(launches, setUps, renewals, starts, probes, adoptions, drains, terminations,
                    releases, waits);
        }
    }
}
