package io.cloudtik.core.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Where a journal is kept: a story of lines, and the records of decisions. Bounded; what is oldest is dropped. Thread-safe.
 * Fails with a PlatformException of Kind UNAVAILABLE if nothing can be written or read.
 */
public interface JournalStore {

    /** Keeps nothing. */
    JournalStore NONE = new JournalStore() {

        @Override
        public void append(Supplier<String> line) {
            // Nobody reads it.
        }

        @Override
        public List<String> latest(int most, Predicate<String> wanted) {
            return List.of();
        }

        @Override
        public void keep(String id, Supplier<String> record) {
            // Nobody reads it.
        }

        @Override
        public Optional<String> find(String id) {
            return Optional.empty();
        }
    };

    /** @param line asked only if it is kept */
    void append(Supplier<String> line);

    /** The newest of the lines that are wanted, the oldest of them first. */
    List<String> latest(int most, Predicate<String> wanted);

    /**
     * @param id of letters, digits and hyphens
     * @param record asked only if it is kept
     */
    void keep(String id, Supplier<String> record);

    /** Empty if there was none, or if it was dropped. */
    Optional<String> find(String id);
}
