package io.cloudtik.contracts.fault;

/**
 * One subject in surroundings of its own.
 *
 * @param subject what is tested
 * @param faults how its surroundings are made to fail
 * @param end what is left to clean up
 */
public record Bench<T, C extends Enum<C>>(T subject, FaultTable<C> faults, Runnable end) implements AutoCloseable {

    /** One that leaves nothing behind. */
    public Bench(T subject, FaultTable<C> faults) {
        this(subject, faults, () -> { });
    }

    @Override
    public void close() {
        end.run();
    }
}
