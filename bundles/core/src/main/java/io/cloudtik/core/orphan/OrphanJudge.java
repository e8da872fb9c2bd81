package io.cloudtik.core.orphan;

import io.cloudtik.api.control.Orphan.Verdict;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.cluster.NodeSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says whose each machine of a workspace is. A machine is an orphan only if it is certain that nobody looks after it: what
 * cannot be told is undecided, and what we did not make is foreign. Pure but for the heads, which are asked once each.
 */
public final class OrphanJudge {

    /** One that is younger may be one of which others have not heard yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /** A judgement of one machine, in words. */
    public record Judgement(CloudNode machine, Verdict verdict, String reason, String remedy) {}

    private final Map<String, ClusterClaim> claims;
    private final Function<ClusterClaim, HeadAnswer> heads;
    private final Set<String> givenUp;
    private final Instant now;
    private final Map<String, HeadAnswer> answers = new HashMap<>();

    /**
     * @param claims by the name of the cluster, of all clusters whose name a machine bears
     * @param heads asks the living head of a recorded cluster
     * @param givenUp uuids of clusters whose heads need not be asked
     */
    public OrphanJudge(
            Map<String, ClusterClaim> claims, Function<ClusterClaim, HeadAnswer> heads, Set<String> givenUp, Instant now) {
        this.claims = Map.copyOf(claims);
        this.heads = heads;
        this.givenUp = Set.copyOf(givenUp);
        this.now = now;
    }

    /** @param machines of a complete listing */
    public List<Judgement> judge(List<CloudNode> machines) {
        List<CloudNode> existing = machines.stream()
                .filter(machine -> machine.state().isAlive() || machine.state() == CloudNode.State.STOPPED)
                .toList();
        List<OurTags> ours = existing.stream().flatMap(machine -> OurTags.of(machine).stream()).toList();
        Set<String> livingHeads = ours.stream()
                .filter(tags -> tags.kind() == NodeKind.HEAD) // A stopped one holds the state and may be started again.
                .map(OurTags::uuid)
                .collect(Collectors.toSet());
        Map<String, Long> places = ours.stream().collect(Collectors.groupingBy(OurTags::place, Collectors.counting()));
        return existing.stream().map(machine -> judge(machine, livingHeads, places)).toList();
    }

    private Judgement judge(CloudNode machine, Set<String> livingHeads, Map<String, Long> places) {
        Optional<OurTags> tags = OurTags.of(machine);
        if (tags.isEmpty()) {
            return new Judgement(machine, Verdict.FOREIGN, "it bears the workspace's tag, and not all that CloudTik gives a machine",
                    "");
        }
        if (places.get(tags.get().place()) > 1) {
            return new Judgement(machine, Verdict.UNDECIDED,
                    places.get(tags.get().place()) + " machines bear the tags of " + tags.get().node() + ": one of them is a copy",
                    "take the tags from the copy");
        }
        ClusterClaim claim = claims.get(tags.get().cluster());
        Judgement judgement = claim == null
                ? undecided(machine, "the name of its cluster is none", "")
                : judge(tags.get(), claim, livingHeads);
        Duration age = Duration.between(machine.launchedAt(), now);
        return judgement.verdict() == Verdict.ORPHAN && age.compareTo(YOUNG) < 0
                ? undecided(machine, judgement.reason() + "; it is only " + Math.max(0, age.toSeconds()) + " s old",
                        "look again in a minute")
                : judgement;
    }

    private Judgement judge(OurTags tags, ClusterClaim claim, Set<String> livingHeads) {
        CloudNode machine = tags.machine();
        String cluster = "cluster '" + claim.cluster() + "'";
        if (claim.leasedBy().isPresent()) {
            return claimed(machine, cluster + " is being brought up or down by " + claim.leasedBy().get());
        }
        boolean isRecorded = claim.uuid().map(uuid -> uuid.value().equals(tags.uuid())).orElse(false);
        if (isRecorded) {
            return tags.kind() == NodeKind.HEAD ? head(tags, claim, cluster) : worker(tags, claim, cluster, livingHeads);
        }
        if (claim.remembered().map(uuid -> uuid.value().equals(tags.uuid())).orElse(false) && !isGivenUp(tags)) {
            return undecided(machine, cluster + " was brought up from here, and the workspace's store has lost it",
                    "cloudtik stop <cluster.yaml>");
        }
        if (livingHeads.contains(tags.uuid()) && !isGivenUp(tags)) {
            return undecided(machine, "no " + cluster + " of its uuid is recorded, but its head lives and cannot be asked",
                    "take it down from where it was brought up, or give it up: --give-up " + tags.uuid());
        }
        return orphan(machine, claim.uuid().isPresent()
                ? "it is of an earlier life of " + cluster + ", and that life's head is gone"
                : "no " + cluster + " is recorded in the workspace");
    }

    private Judgement head(OurTags tags, ClusterClaim claim, String cluster) {
        CloudNode machine = tags.machine();
        if (claim.head().isEmpty()) {
            return orphan(machine, "an up of " + cluster + " was broken off, and its head is recorded nowhere", startOrStop());
        }
        NodeSlot slot = claim.head().get();
        if (slot.attempt() > tags.attempt()) {
            return slot.isWanted() && slot.phase() != NodeSlot.Phase.SET_UP
                    ? undecided(machine, "it was the head before, and holds the state until " + slot.node() + " is set up", startOrStop())
                    : orphan(machine, "it was superseded as head by " + slot.node());
        }
        if (slot.attempt() < tags.attempt()) {
            return undecided(machine, "it is a later head of " + cluster + " than is recorded", startOrStop());
        }
        return switch (slot.phase()) {
            case SET_UP -> isGivenUp(tags)
                    ? orphan(machine, cluster + " was given up")
                    : claimed(machine, "it is the head of " + cluster);
            case PLANNED, LAUNCHED -> orphan(
                    machine, "an up of " + cluster + " was broken off before its head was set up", startOrStop());
            case DRAINING, TERMINATING, FREE -> orphan(machine, "its end was begun and not finished", startOrStop());
        };
    }

    private Judgement worker(OurTags tags, ClusterClaim claim, String cluster, Set<String> livingHeads) {
        CloudNode machine = tags.machine();
        if (!livingHeads.contains(tags.uuid())) {
            return orphan(machine, "the head of " + cluster + " is gone", startOrStop());
        }
        if (isGivenUp(tags)) {
            return orphan(machine, cluster + " was given up");
        }
        HeadAnswer answer = answers.computeIfAbsent(tags.uuid(), uuid -> heads.apply(claim));
        if (!answer.isGiven()) {
            return undecided(machine, "the head of " + cluster + " lives and cannot be asked: " + answer.trouble(),
                    "cloudtik stop <cluster.yaml> takes the whole cluster down");
        }
        return answer.knows(tags)
                ? claimed(machine, "the head of " + cluster + " knows it")
                : orphan(machine, "the head of " + cluster + " does not know it");
    }

    private boolean isGivenUp(OurTags tags) {
        return givenUp.contains(tags.uuid());
    }

    private static String startOrStop() {
        return "cloudtik start <cluster.yaml> goes on with it, cloudtik stop <cluster.yaml> takes it back";
    }

    private static Judgement claimed(CloudNode machine, String reason) {
        return new Judgement(machine, Verdict.CLAIMED, reason, "");
    }

    private static Judgement undecided(CloudNode machine, String reason, String remedy) {
        return new Judgement(machine, Verdict.UNDECIDED, reason, remedy);
    }

    private static Judgement orphan(CloudNode machine, String reason) {
        return orphan(machine, reason, "cloudtik orphans clean ends it");
    }

    private static Judgement orphan(CloudNode machine, String reason, String remedy) {
        return new Judgement(machine, Verdict.ORPHAN, reason, remedy);
    }
}
