package io.cloudtik.contracts.fault;

import java.util.Optional;

/** What a suite does with a subject in one cell of the table. */
interface Trial<C extends Enum<C>> extends AutoCloseable {

    /** Makes what the call needs, while all is well. */
    void prepare(C call, CallFault fault) throws Exception;

    /** Makes what must be made after the fault has begun: what is not shown yet, say. */
    default void prepareUnderFault(C call, CallFault fault) throws Exception {}

    /** The call itself. */
    Optional<Object> call(C call) throws Exception;

    /** What it came to, in a word, where the rules of all calls do not fit this one; empty where they do. */
    Optional<String> judge(C call, CallFault fault, Attempt attempt);

    /**
     * All is well again: what a call that succeeded has promised comes true by itself, one that failed does what it should
     * when it is made again, and nothing is done twice.
     */
    void afterwards(C call, CallFault fault, boolean succeeded) throws Exception;

    @Override
    void close();
}
