package io.cloudtik.provider.simulated.cloud;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.List;
import java.util.Optional;

/**
 * What a node's settings ask for.
 *
 * @param zone the only one that will do; empty if any will
 */
public record Placement(String type, Optional<String> zone, boolean spot) {

    public static final String TYPE_SETTING = "instance_type";
    public static final String ZONE_SETTING = "zone";
    public static final String SPOT_SETTING = "spot";

    /** @param nodeConfig the {@code node_config:} block of the node's type */
    public static Placement of(Settings nodeConfig) {
        return new Placement(nodeConfig.text(TYPE_SETTING).orElse("small"), nodeConfig.text(ZONE_SETTING),
                nodeConfig.flag(SPOT_SETTING).orElse(false));
    }

    List<String> zones(Catalog catalog) {
        return zone.map(List::of).orElse(catalog.zones());
    }

    /** In the order in which they are tried. */
    List<Offering> offerings(Catalog catalog) {
        if (catalog.type(type).isEmpty() || !catalog.zones().containsAll(zones(catalog))) {
            throw new PlatformException(Kind.INVALID, "the simulated cloud has no machines of type '" + type + "'"
                    + zone.map(name -> " in zone '" + name + "'").orElse("") + "; it has the types "
                    + catalog.types().stream().map(MachineType::name).toList() + " in " + catalog.zones());
        }
        return zones(catalog).stream().map(name -> new Offering(type, name, spot)).toList();
    }
}
