package io.cloudtik.core.simulation;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.core.journal.Differences;
import io.cloudtik.core.journal.JournalStore;
import io.cloudtik.core.journal.RecordedDecision;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Keeps nothing: each decision is read again from its record at once, and decided again, which must come to the same. */
final class ReplayingJournal implements JournalStore {

    private final RecordCodec codec;
    private final Consumer<String> violated;

    ReplayingJournal(RecordCodec codec, Consumer<String> violated) {
        this.codec = codec;
        this.violated = violated;
    }

    @Override
    public void append(Supplier<String> line) {
        // What is told is no part of what is decided.
    }

    @Override
    public List<String> latest(int most, Predicate<String> wanted) {
        return List.of();
    }

    @Override
    public void keep(String id, Supplier<String> record) {
        RecordedDecision recorded = codec.decode(record.get(), RecordedDecision.class);
        List<String> differences = Differences.between(recorded.plan(), recorded.decideAgain());
        if (!differences.isEmpty()) {
            violated.accept("decision " + id + " is decided otherwise from its record: " + differences);
        }
    }

    @Override
    public Optional<String> find(String id) {
        return Optional.empty();
    }
}
