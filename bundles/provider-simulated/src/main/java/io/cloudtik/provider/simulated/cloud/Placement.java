package io.cloudtik.provider.simulated.cloud;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.Offering.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node's settings ask for.
 *
 * @param zone the only one that will do; empty if any will
 * @param fallback whether a machine that is not to be taken away will do where there is no room for one that may be
 */
public record Placement(String type, Optional<String> zone, boolean spot, boolean fallback) {

    public static final String TYPE_SETTING = "instance_type";
    public static final String ZONE_SETTING = "zone";
    public static final String SPOT_SETTING = "spot";
    public static final String FALLBACK_SETTING = "on_demand_fallback";

    /** @param nodeConfig the {@code node_config:} block of the node's type */
    public static Placement of(Settings nodeConfig) {
        return new Placement(nodeConfig.text(TYPE_SETTING).orElse("small"), nodeConfig.text(ZONE_SETTING),
                nodeConfig.flag(SPOT_SETTING).orElse(false), nodeConfig.flag(FALLBACK_SETTING).orElse(false));
    }

    /** What a request asks for: its offering, or where that leaves it open, its settings. */
    static Placement of(LaunchRequest request) {
        io.cloudtik.api.spi.provider.Offering offering = request.offering();
        return offering.zone().isEmpty()
                ? of(request.nodeConfig())
                : new Placement(offering.machineType(), Optional.of(offering.zone()), offering.market() == Market.SPOT, false);
    }

    List<String> zones(Catalog catalog) {
        return zone.map(List::of).orElse(catalog.zones());
    }

    /** In the order in which they are tried. */
    public List<Offering> offerings(Catalog catalog) {
        if (catalog.type(type).isEmpty() || !catalog.zones().containsAll(zones(catalog))) {
            throw new PlatformException(Kind.INVALID, "the simulated cloud has no machines of type '" + type + "'"
                    + zone.map(name -> " in zone '" + name + "'").orElse("") + "; it has the types "
                    + catalog.types().stream().map(MachineType::name).toList() + " in " + catalog.zones());
        }
        List<Offering> all = new ArrayList<>(offerings(catalog, spot));
        if (spot && fallback) {
            all.addAll(offerings(catalog, false));
        }
        return all;
    }

    private List<Offering> offerings(Catalog catalog, boolean mayBeTakenAway) {
        return zones(catalog).stream().map(name -> new Offering(type, name, mayBeTakenAway)).toList();
    }
}
