package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.core.cluster.EventSink;
import io.cloudtik.core.time.Time;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happened to the cluster, for its owner: the newest 500 events in the shared state, and a line each in the log. */
final class EventJournal implements EventSink {

    private static final Logger log = LoggerFactory.getLogger(EventJournal.class);
    private static final StateKey KEY = StateKey.ofVolatile("event", "cluster");
    private static final int KEPT = 500;

    private final StateStore store;
    private final RecordCodec codec;
    private final Time time;
    private final Consumer<ClusterEvent> story;

    /** @param story hears of each event too, whether the shared state answers or not */
    EventJournal(StateStore store, RecordCodec codec, Time time, Consumer<ClusterEvent> story) {
        this.store = store;
        this.codec = codec;
        this.time = time;
        this.story = story;
    }

    @Override
    public void event(String type, String subject, String message) {
        event(type, subject, message, "");
    }

    @Override
    public void event(String type, String subject, String message, String decision) {
        log.info("{} {}: {}{}", type, subject, message, decision.isEmpty() ? "" : " (" + decision + ")");
        ClusterEvent event = new ClusterEvent(time.now(), type, subject, message, decision);
        story.accept(event);
        try {
            store.append(KEY, codec.encode(event), KEPT);
        } catch (PlatformException e) {
            log.warn("the event is in this log only: {}", e.getMessage());
        }
    }

    /** The newest ones, in the order of their times: two threads may append in another one. */
    List<ClusterEvent> latest(int count) {
        List<String> entries = store.entries(KEY);
        return entries.subList(Math.max(0, entries.size() - count), entries.size()).stream()
                .map(entry -> codec.decode(entry, ClusterEvent.class))
                .sorted(Comparator.comparing(ClusterEvent::at))
                .toList();
    }
}
