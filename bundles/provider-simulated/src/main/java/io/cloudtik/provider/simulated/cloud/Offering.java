package io.cloudtik.provider.simulated.cloud;

/**
 * What capacity and prices are kept for.
 *
 * @param type a name of the catalog
 * @param spot whether it may be taken away
 */
public record Offering(String type, String zone, boolean spot) {

    @Override
    public String toString() {
        return type + (spot ? " (spot)" : "") + " in zone " + zone;
    }
}
