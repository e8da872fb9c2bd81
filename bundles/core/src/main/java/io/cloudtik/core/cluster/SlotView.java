package io.cloudtik.core.cluster;

import io.cloudtik.api.spi.provider.CloudNode;
import java.time.Duration;
import java.util.Optional;

/**
 * One slot with all that is known about it at one instant.
 *
 * @param version of the record
 * @param machine from the same listing for all slots
 * @param missedListings how many complete listings in a row did not show a machine that was there
 * @param inPhase how long we have seen the slot in its phase
 * @param sighting empty if the node never beat while we looked
 * @param probe what the second path said of a silent node a short while ago; empty if it is to be asked
 * @param busy an action for it is under way
 * @param serving it beats, has applied its plan, and all its services are healthy
 * @param startedWith the key of the start commands that ran on it, as far as we know; empty if none did
 * @param retryIn how long to wait before acting again after a failure; zero if not at all
 */
public record SlotView(
        NodeSlot slot,
        String version,
        Optional<CloudNode> machine,
        int missedListings,
        Duration inPhase,
        Optional<Sighting> sighting,
        Optional<ProbeAnswer> probe,
        boolean busy,
        boolean serving,
        String startedWith,
        Duration retryIn) {

    /** A beat as old as this still says that there is a machine. */
    private static final Duration PROOF_OF_LIFE = Duration.ofSeconds(10);

    SlotView forRecord() {
        return new SlotView(
                slot, version, machine, missedListings, inPhase, sighting.map(Sighting::forRecord), probe, busy, serving,
                startedWith, retryIn);
    }

    /** How long nothing was heard of it: since its last beat, or since it was set up. */
    Duration silentFor() {
        return sighting.map(Sighting::silentFor).orElse(inPhase);
    }

    /** Whether its container was seen to go: sooner known than by silence. */
    boolean isSevered() {
        return sighting.map(Sighting::severed).orElse(false);
    }

    boolean mustWait() {
        return retryIn.compareTo(Duration.ZERO) > 0;
    }

    boolean isRunning() {
        return machine.map(found -> found.state() == CloudNode.State.RUNNING).orElse(false);
    }

    /**
     * Two listings must agree that a machine is missing, and a node that still beats is there whatever they say; a state
     * the provider tells is believed at once.
     */
    boolean isGone() {
        return machine.map(found -> !found.state().isAlive()).orElse(missedListings >= 2 && !beatLately());
    }

    private boolean beatLately() {
        return sighting.map(seen -> seen.silentFor().compareTo(PROOF_OF_LIFE) < 0).orElse(false);
    }

    String goneReason() {
        return machine.map(found -> "is " + found.state() + (found.reason().isEmpty() ? "" : " (" + found.reason() + ")"))
                .orElse("is in no listing any more");
    }

    /** The provider's identifier of the machine; empty while nobody knows it. */
    String cloudId() {
        return machine.map(CloudNode::id).orElse(slot.cloudId());
    }
}
