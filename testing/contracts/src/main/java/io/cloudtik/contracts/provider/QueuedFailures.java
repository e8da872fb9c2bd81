package io.cloudtik.contracts.provider;

import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.contracts.provider.FakeProvider.Call;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The failures a test has ordered, by the call they are meant for. */
final class QueuedFailures {

    private final Map<Call, Queue<PlatformException>> queues = new ConcurrentHashMap<>();

    void add(Call call, PlatformException failure) {
        queue(call).add(failure);
    }

    void throwNext(Call call) {
        PlatformException failure = queue(call).poll();
        if (failure != null) {
            throw failure;
        }
    }

    void clear() {
        queues.clear();
    }

    private Queue<PlatformException> queue(Call call) {
        return queues.computeIfAbsent(call, key -> new ConcurrentLinkedQueue<>());
    }
}
