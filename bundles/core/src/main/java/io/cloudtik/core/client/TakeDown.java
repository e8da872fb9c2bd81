package io.cloudtik.core.client;

import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.cluster.SlotNames;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a cluster: asks its head to launch nothing more, runs the user's stop commands, ends the head, so that nothing can, then the workers, and forgets the
 * cluster only when a listing shows none of it. Run again, it goes on where it was.
 */
final class TakeDown {

    private static final Logger log = LoggerFactory.getLogger(TakeDown.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private final ClusterScope scope;
    private final ClusterUuid uuid;
    private final Progress progress;

    TakeDown(ClusterScope scope, ClusterUuid uuid, Progress progress) {
        this.scope = scope;
        this.uuid = uuid;
        this.progress = progress;
    }

    void run() throws InterruptedException {
        quieten();
        new StopCommands(scope, uuid, progress).run();
        scope.requireLease();
        end(scope.machines(uuid).stream().filter(machine -> SlotNames.isOfKind(machine, NodeKind.HEAD)).toList());
        awaitGone();
        scope.registry().delete();
        new ProxyProcess(scope.around().installation(), scope.home(), scope.around().time()).stop();
        scope.home().delete();
        progress.step("", "cluster '" + scope.spec().name() + "' is down");
    }

    private void quieten() {
        try (HeadConnection head = scope.connectHead(uuid)) {
            head.stop();
        } catch (PlatformException e) {
            // A head that cannot be asked is ended first all the same.
            log.info("the head was not asked to stop: {}", e.getMessage());
        }
    }

    private void end(List<CloudNode> machines) {
        if (machines.isEmpty()) {
            return;
        }
        machines.forEach(machine -> progress.step(
                machine.tags().getOrDefault(NodeTags.NODE_ID, machine.id()), "terminating machine " + machine.id()));
        scope.nodes().terminate(machines.stream().map(CloudNode::id).collect(Collectors.toSet()));
    }

    /** Gone is what two listings a second apart agree on. */
    private void awaitGone() throws InterruptedException {
        Duration end = scope.around().time().monotonic().plus(PATIENCE);
        Set<String> asked = Set.of();
        boolean emptyBefore = false;
        while (true) {
            scope.requireLease();
            List<CloudNode> left = scope.machines(uuid);
            if (left.isEmpty() && emptyBefore) {
                return;
            }
            emptyBefore = left.isEmpty();
            Set<String> before = asked;
            end(left.stream().filter(machine -> !before.contains(machine.id())).toList());
            asked = left.stream().map(CloudNode::id).collect(Collectors.toSet());
            if (scope.around().time().monotonic().compareTo(end) > 0) {
                throw new PlatformException(Kind.UNAVAILABLE, "these machines did not end within "
                                + PATIENCE.toMinutes() + " minutes: " + asked)
                        .withRemedy("run cloudtik stop <cluster.yaml> again");
            }
            scope.around().time().await(left.isEmpty() ? SECOND_LOOK : DELAY);
        }
    }
}
