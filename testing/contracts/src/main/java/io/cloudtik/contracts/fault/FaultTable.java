package io.cloudtik.contracts.fault;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an implementer says of each fault of each call: how it comes about, or why it cannot.
 *
 * @param <C> the calls of the SPI
 */
public final class FaultTable<C extends Enum<C>> {

    /**
     * One fault of one call.
     *
     * @param cause how it is brought about; empty if it cannot occur
     * @param reason why it cannot; empty if it can
     */
    record Cell(Optional<Cause> cause, String reason) {}

    private final Class<C> calls;
    private final Map<C, Map<CallFault, Cell>> cells;

    private FaultTable(Class<C> calls) {
        this.calls = calls;
        this.cells = new EnumMap<>(calls);
    }

    public static <C extends Enum<C>> FaultTable<C> of(Class<C> calls) {
        return new FaultTable<>(calls);
    }

    /** So the fault comes about for these calls. */
    public FaultTable<C> caused(CallFault fault, Collection<C> by, Cause how) {
        by.forEach(call -> put(call, fault, new Cell(Optional.of(how), "")));
        return this;
    }

    /** The same for all calls. */
    public FaultTable<C> caused(CallFault fault, Cause how) {
        return caused(fault, EnumSet.allOf(calls), how);
    }

    /**
     * These calls never meet the fault.
     *
     * @param reason one sentence that a reader who knows the other side can check
     */
    public FaultTable<C> cannot(CallFault fault, Collection<C> calling, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a fault that cannot occur needs a reason: " + fault + " of " + calling);
        }
        calling.forEach(call -> put(call, fault, new Cell(Optional.empty(), reason)));
        return this;
    }

    /** The same for all calls. */
    public FaultTable<C> cannot(CallFault fault, String reason) {
        return cannot(fault, EnumSet.allOf(calls), reason);
    }

    private void put(C call, CallFault fault, Cell cell) {
        if (cells.computeIfAbsent(call, key -> new EnumMap<>(CallFault.class)).putIfAbsent(fault, cell) != null) {
            throw new IllegalArgumentException(call + " × " + fault + " is filled twice");
        }
    }

    Optional<Cell> cell(C call, CallFault fault) {
        return Optional.ofNullable(cells.getOrDefault(call, Map.of()).get(fault));
    }

    /** All calls but this one. */
    public static <C extends Enum<C>> Set<C> allBut(C one) {
        return EnumSet.complementOf(EnumSet.of(one));
    }
}
