package io.cloudtik.core.journal;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.Decision;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.DecisionSink;
import io.cloudtik.core.cluster.PlannerInput;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what one controller decides and what comes of it, and tells it again, also what those before it wrote. What cannot
 * be written is left out: nothing is held up for it. Thread-safe.
 */
public final class Journal implements DecisionSink {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    /** Of a cluster with as many slots at most, the whole of each decision is recorded. */
    private static final int SMALL = 50;
    /** Of a larger one not more often than this for each slot: of a thousand, every two seconds. */
    private static final Duration EACH_SLOT = Duration.ofMillis(2);

    private final JournalStore store;
    private final RecordCodec codec;
    private final Time time;
    private final String version;
    private final long epoch;
    private final AtomicLong number = new AtomicLong();
    private Optional<Duration> lastRecord = Optional.empty();
    private volatile String trouble = "";

    /**
     * @param version of the platform, which is recorded with each decision
     * @param epoch of the controller: no other has it, so that no two decisions have one id
     */
    public Journal(JournalStore store, RecordCodec codec, Time time, String version, long epoch) {
        this.store = store;
        this.codec = codec;
        this.time = time;
        this.version = version;
        this.epoch = epoch;
    }

    @Override
    public String decided(PlannerInput input, ClusterPlan plan) {
        String id = "d" + epoch + "-" + number.incrementAndGet();
        Decision decision = new Decision(id, time.now(), version, PlanWords.of(plan));
        write(() -> {
            store.append(() -> codec.encode(Chapter.of(decision)));
            if (mayRecord(input.seen().slots().size())) {
                store.keep(id, () -> codec.encode(new RecordedDecision(decision, input.forRecord(), plan)));
            }
        });
        return id;
    }

    /** Writing a record takes the longer the more slots there are, and passes follow each other quickly while nodes come up. */
    private synchronized boolean mayRecord(int slots) {
        Duration pause = EACH_SLOT.multipliedBy(slots > SMALL ? slots : 0);
        Duration now = time.monotonic();
        boolean mayRecord = lastRecord.map(last -> now.minus(last).compareTo(pause) >= 0).orElse(true);
        if (mayRecord) {
            lastRecord = Optional.of(now);
        }
        return mayRecord;
    }

    public void happened(ClusterEvent event) {
        write(() -> store.append(() -> codec.encode(Chapter.of(event))));
    }

    private void write(Runnable writing) {
        String now = "";
        try {
            writing.run();
        } catch (RuntimeException e) { // Whatever it is: no node is held up for its history.
            now = String.valueOf(e.getMessage());
        }
        if (!now.equals(trouble)) {
            trouble = now;
            if (now.isEmpty()) {
                log.info("decisions are recorded again");
            } else {
                log.warn("decisions are not recorded for now: {}", now);
            }
        }
    }

    /** The newest ones, the oldest of them first. */
    public List<Decision> decisions(int most) {
        return chapters(most, line -> line.startsWith("{\"decision\":")).flatMap(chapter -> chapter.decision().stream()).toList();
    }

    /**
     * The newest of all chapters in which one of the texts occurs, the oldest of them first.
     *
     * @param texts as they stand in JSON
     */
    public List<Chapter> mentioning(List<String> texts, int most) {
        return chapters(most, line -> texts.stream().anyMatch(line::contains)).toList();
    }

    private Stream<Chapter> chapters(int most, Predicate<String> wanted) {
        return store.latest(most, wanted).stream().flatMap(line -> read(line).stream());
    }

    /** The last line may have been cut off by the end of the process. */
    private Optional<Chapter> read(String line) {
        try {
            return Optional.of(codec.decode(line, Chapter.class));
        } catch (PlatformException e) {
            log.debug("a line of the journal cannot be read", e);
            return Optional.empty();
        }
    }

    /** Empty if there was none of this id, or if it is no longer kept. */
    public Optional<String> record(String id) {
        return store.find(id);
    }
}
