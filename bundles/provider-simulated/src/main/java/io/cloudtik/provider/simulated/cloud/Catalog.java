package io.cloudtik.provider.simulated.cloud;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.Resources;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What the cloud offers.
 *
 * @param room machines of one offering that a zone has room for
 * @param quota machines the account may have at once
 */
public record Catalog(List<String> zones, List<MachineType> types, int room, int quota) {

    /** Three zones, three sizes, and more room than anybody needs. */
    public static final Catalog STANDARD = new Catalog(
            List.of("zone-a", "zone-b", "zone-c"),
            List.of(
                    type("small", 2, 4, "0.040", "0.012"),
                    type("medium", 4, 16, "0.160", "0.048"),
                    type("large", 16, 64, "0.640", "0.192")),
            100_000,
            100_000);

    public Catalog {
        zones = List.copyOf(zones);
        types = List.copyOf(types);
        if (zones.isEmpty() || types.isEmpty()) {
            throw new IllegalArgumentException("a cloud has zones and machine types");
        }
    }

    /** The same with less room. */
    public Catalog limited(int roomOfEach, int ofAll) {
        return new Catalog(zones, types, roomOfEach, ofAll);
    }

    public Optional<MachineType> type(String name) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    private static MachineType type(String name, int cpus, int gibibytes, String hour, String spotHour) {
        return new MachineType(name, Resources.of(cpus, DataSize.ofGibibytes(gibibytes)), new BigDecimal(hour),
                new BigDecimal(spotHour));
    }
}
