package io.cloudtik.api.spi.provider;

import java.util.Objects;

/**
 * One way to have a machine: what a cloud has room for, or has not. Core remembers for a while which offerings were refused
 * and asks for the next.
 *
 * @param machineType the provider's word for the size, such as {@code m5.xlarge}; empty if it has none
 * @param zone the provider's word for the place, such as {@code us-west-2a}; empty if the cloud chooses
 * @param market how it is paid, and whether it may be taken away
 */
public record Offering(String machineType, String zone, Market market) {

    public enum Market {
        /** Ours until we end it. */
        ON_DEMAND,
        /** Cheaper, and the cloud may take it away. */
        SPOT
    }

    /** Of a provider that knows no sizes and no places. */
    public static final Offering ANY = new Offering("", "", Market.ON_DEMAND);

    public Offering {
        Objects.requireNonNull(machineType, "machineType");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(market, "market");
    }

    /** For people: {@code m5.xlarge (spot) in us-west-2a}. */
    @Override
    public String toString() {
        return (machineType.isEmpty() ? "a machine" : machineType)
                + (market == Market.SPOT ? " (spot)" : "")
                + (zone.isEmpty() ? "" : " in " + zone);
    }
}
