package io.cloudtik.contracts.provider;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudNode.State;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.contracts.provider.FakeProvider.Call;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All machines of the fake cloud, and the memory of what was asked of it. */
final class FakeMachines {

    private final Clock clock;
    private final QueuedFailures failures;
    private final Map<String, CloudNode> nodes = new LinkedHashMap<>();
    private final Map<String, CloudNode> launchedByToken = new HashMap<>();
    private final List<LaunchRequest> launches = new ArrayList<>();
    private final List<Set<String>> terminations = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private boolean replyIsLost;
    private boolean listingsAreComplete = true;

    FakeMachines(Clock clock, QueuedFailures failures) {
        this.clock = clock;
        this.failures = failures;
    }

    synchronized CloudNode launch(LaunchRequest request) {
        launches.add(request);
        failures.throwNext(Call.LAUNCH);
        CloudNode launched = launchedByToken.computeIfAbsent(request.token(), token -> create(request));
        if (replyIsLost) {
            replyIsLost = false;
            throw new PlatformException(Kind.UNKNOWN, "the answer to the launch of '" + request.name() + "' was lost");
        }
        return nodes.getOrDefault(launched.id(), ended(launched));
    }

    private CloudNode create(LaunchRequest request) {
        int number = launchedByToken.size() + 1;
        CloudNode node = new CloudNode("fake-" + number, State.PENDING, "10.0." + number / 250 + "." + (number % 250 + 1),
                request.tags(), clock.instant(), "");
        nodes.put(node.id(), node);
        return node;
    }

    synchronized List<CloudNode> list() {
        failures.throwNext(Call.LIST);
        return List.copyOf(nodes.values());
    }

    synchronized void notice(String sentence) {
        notices.add(sentence);
    }

    synchronized List<String> takeNotices() {
        List<String> taken = List.copyOf(notices);
        notices.clear();
        return taken;
    }

    synchronized boolean isListingComplete() {
        return listingsAreComplete;
    }

    synchronized void terminate(Set<String> ids) {
        terminations.add(Set.copyOf(ids));
        failures.throwNext(Call.TERMINATE);
        nodes.replaceAll((id, node) ->
                ids.contains(id) && node.state() != State.TERMINATED ? moved(node, State.STOPPING, "terminated by request") : node);
    }

    synchronized CloudNode running(String id) {
        failures.throwNext(Call.ACCESS);
        CloudNode node = nodes.get(id);
        if (node == null || node.state() == State.TERMINATED) {
            throw new PlatformException(Kind.NOT_FOUND, "there is no node '" + id + "'");
        }
        if (node.state() != State.RUNNING) {
            throw new PlatformException(Kind.UNAVAILABLE, "node '" + id + "' is " + node.state() + ", not RUNNING");
        }
        return node;
    }

    synchronized void move(String id, State state, String reason) {
        if (nodes.computeIfPresent(id, (key, node) -> moved(node, state, reason)) == null) {
            throw new IllegalArgumentException("there is no node '" + id + "'");
        }
    }

    synchronized void settle() {
        nodes.replaceAll((id, node) -> switch (node.state()) {
            case PENDING -> moved(node, State.RUNNING, "");
            case STOPPING -> ended(node);
            case RUNNING, STOPPED, TERMINATED -> node;
        });
    }

    synchronized void forget(String id) {
        nodes.remove(id);
    }

    synchronized void loseNextLaunchReply() {
        replyIsLost = true;
    }

    synchronized void listingsAreComplete(boolean complete) {
        listingsAreComplete = complete;
    }

    synchronized List<CloudNode> all() {
        return List.copyOf(nodes.values());
    }

    synchronized List<LaunchRequest> launches() {
        return List.copyOf(launches);
    }

    synchronized List<Set<String>> terminations() {
        return List.copyOf(terminations);
    }

    private static CloudNode ended(CloudNode node) {
        return moved(node, State.TERMINATED, node.reason());
    }

    private static CloudNode moved(CloudNode node, State state, String reason) {
        return new CloudNode(node.id(), state, node.address(), node.tags(), node.launchedAt(), reason);
    }
}
