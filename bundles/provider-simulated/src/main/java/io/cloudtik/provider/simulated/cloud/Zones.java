package io.cloudtik.provider.simulated.cloud;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where there is room for another machine. */
final class Zones {

    private static final Duration LEAST_SHORTAGE = Duration.ofMinutes(1);
    private static final Duration LONGEST_SHORTAGE = Duration.ofMinutes(8);

    private final Catalog catalog;
    private final Chance chance;
    private final Map<Offering, Instant> fullUntil = new HashMap<>();

    Zones(Catalog catalog, Chance chance) {
        this.catalog = catalog;
        this.chance = chance;
    }

    /** The first wanted offering with room; CAPACITY if there is none, QUOTA if the account has all it may have. */
    Offering choose(Placement placement, Collection<Machine> machines, Instant now, Weather weather) {
        long all = machines.stream().filter(machine -> machine.stateAt(now).isAlive()).count();
        if (all >= catalog.quota()) {
            throw new PlatformException(Kind.QUOTA, "the account may have " + catalog.quota()
                    + " simulated machines at once and has " + all + "; 1 more was wanted").withRemedy("raise 'quota' in the provider's settings");
        }
        List<Offering> wanted = placement.offerings(catalog);
        return wanted.stream()
                .filter(offering -> hasRoom(offering, machines, now, weather))
                .findFirst()
                .orElseThrow(() -> new PlatformException(Kind.CAPACITY, "there is no room for " + wanted.get(0).type()
                        + (placement.spot() ? " (spot)" : "") + " in " + String.join(", ", placement.zones(catalog)) + " now"));
    }

    private boolean hasRoom(Offering offering, Collection<Machine> machines, Instant now, Weather weather) {
        if (now.isBefore(fullUntil.getOrDefault(offering, now))) {
            return false;
        }
        if (chance.happens(Fault.NO_ROOM, weather)) {
            fullUntil.put(offering, now.plus(chance.between(LEAST_SHORTAGE, LONGEST_SHORTAGE)));
            return false;
        }
        return machines.stream()
                .filter(machine -> machine.offering().equals(offering) && machine.stateAt(now).isAlive())
                .count() < catalog.room();
    }

    void relieve() {
        fullUntil.clear();
    }
}
