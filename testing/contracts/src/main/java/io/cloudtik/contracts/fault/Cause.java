package io.cloudtik.contracts.fault;

/** How an implementation's surroundings are made to fail. */
@FunctionalInterface
public interface Cause {

    /** Ends a fault. */
    @FunctionalInterface
    interface End {

        /** Of a fault that ends by itself after one call. */
        End BY_ITSELF = () -> { };

        void end() throws Exception;
    }

    /**
     * From now on calls meet the fault, at least the next one. It had better last: an implementation that tries again by
     * itself must not be over it before it is seen.
     *
     * @return what makes the surroundings whole again
     */
    End bringAbout() throws Exception;

    /** One that befalls the next call only. */
    static Cause once(Runnable order) {
        return () -> {
            order.run();
            return End.BY_ITSELF;
        };
    }
}
