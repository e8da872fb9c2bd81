package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.core.stage.SetUpMark;
import java.util.Objects;

/**
 * The intention to have a node, recorded before the provider is asked. A slot is a place in the cluster; an attempt is one
 * machine in it. A freed slot keeps its number and attempt, so that no identity and no token is ever used twice.
 *
 * @param number unique in the cluster for its kind; the head is 0, workers count from 1
 * @param attempt counts the machines of this slot from 1
 * @param token what makes the launch idempotent; derived, see {@link SlotNames}
 * @param launchedWith what it is launched with, see {@link LaunchParameters}; empty if that was not recorded
 * @param cloudId the provider's identifier; empty before the provider told it
 * @param failures in a row, of launching or setting up, over all attempts, so that the back-off goes on growing
 * @param failuresBefore how many of them were earlier attempts'
 * @param reason why it stands where it stands; empty if all is well
 * @param mark what the machine was set up with; unknown before it was
 * @param offering in which it is asked for; null in a record of an earlier version, which is read as any
 */
public record NodeSlot(
        int number,
        NodeKind kind,
        NodeTypeName type,
        int attempt,
        Phase phase,
        NodeId node,
        String token,
        String launchedWith,
        String cloudId,
        int failures,
        int failuresBefore,
        String reason,
        SetUpMark mark,
        Offering offering) {

    /** How far the intention has come. */
    public enum Phase {
        /** Recorded; the provider may or may not have been asked. */
        PLANNED,
        /** The provider answered with a machine. */
        LAUNCHED,
        /** The platform runs on it, as far as we did it. */
        SET_UP,
        /** It is to end, and gives its work and data to others before. */
        DRAINING,
        /** It is to end now. */
        TERMINATING,
        /** It ended; the slot may be used again with the next attempt. */
        FREE
    }

    public NodeSlot {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(launchedWith, "launchedWith");
        Objects.requireNonNull(cloudId, "cloudId");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(mark, "mark");
        offering = Objects.requireNonNullElse(offering, Offering.ANY);
    }

    /** One that is to be had in any way. */
    public NodeSlot(
            int number,
            NodeKind kind,
            NodeTypeName type,
            int attempt,
            Phase phase,
            NodeId node,
            String token,
            String launchedWith,
            String cloudId,
            int failures,
            int failuresBefore,
            String reason,
            SetUpMark mark) {
        this(number, kind, type, attempt, phase, node, token, launchedWith, cloudId, failures, failuresBefore, reason, mark,
                Offering.ANY);
    }

    /** Whether the cluster counts on it. */
    public boolean isWanted() {
        return phase != Phase.DRAINING && phase != Phase.TERMINATING && phase != Phase.FREE;
    }

    NodeSlot launchedAs(String id) {
        return new NodeSlot(
                number, kind, type, attempt, Phase.LAUNCHED, node, token, launchedWith, id, failures, failuresBefore, "",
                mark, offering);
    }

    NodeSlot in(Phase next, String why) {
        return new NodeSlot(
                number, kind, type, attempt, next, node, token, launchedWith, cloudId, 0, 0, why, mark, offering);
    }

    NodeSlot setUpWith(SetUpMark what) {
        return new NodeSlot(
                number, kind, type, attempt, Phase.SET_UP, node, token, launchedWith, cloudId, 0, 0, "", what, offering);
    }

    NodeSlot failedBecause(String why) {
        return new NodeSlot(
                number, kind, type, attempt, phase, node, token, launchedWith, cloudId, failures + 1, failuresBefore, why,
                mark, offering);
    }

    /** The same with why it cannot be gone on with now; the attempt is not to blame. */
    NodeSlot delayedBecause(String why) {
        return new NodeSlot(
                number, kind, type, attempt, phase, node, token, launchedWith, cloudId, failures, failuresBefore, why,
                mark, offering);
    }

    /** The same before its launch, as the successor of an attempt that failed so often. */
    NodeSlot after(int earlierFailures) {
        return new NodeSlot(
                number, kind, type, attempt, phase, node, token, launchedWith, cloudId, earlierFailures,
                earlierFailures, reason, mark, offering);
    }

    /** How often this attempt failed. */
    int ownFailures() {
        return failures - failuresBefore;
    }
}
