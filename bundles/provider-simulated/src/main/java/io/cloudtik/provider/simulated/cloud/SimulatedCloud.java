package io.cloudtik.provider.simulated.cloud;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeListing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The machines of one account, as they truly are and as they are shown. The same seed, the same questions at the same
 * times: the same cloud. Thread-safe.
 */
public final class SimulatedCloud {

    private final Catalog catalog;
    private final InstantSource time;
    private final Delay delay;
    private final Chance chance;
    private final Chance wayChance;
    private final Zones zones;
    private final Fates fates;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, String> idsByToken = new HashMap<>();

    /**
     * @param time the cloud's own clock, by which machines live
     * @param delay lets callers wait for answers
     */
    public SimulatedCloud(long seed, Catalog catalog, InstantSource time, Delay delay) {
        this.catalog = catalog;
        this.time = time;
        this.delay = delay;
        this.chance = new Chance(seed);
        // Of its own, so that another call on the way changes no machine's fate.
        this.wayChance = new Chance(~seed);
        this.zones = new Zones(catalog, chance);
        this.fates = new Fates(chance);
    }

    /** A way to the cloud on which there is such weather. */
    public Api api(Supplier<Weather> weather) {
        return new Api(wayChance, delay, weather);
    }

    /** The machine of the request's token: a new one, or the one that an earlier call made. */
    public synchronized CloudNode launch(LaunchRequest request, Weather weather) {
        Instant now = time.instant();
        String known = idsByToken.get(request.token());
        if (known != null) {
            return machines.get(known).nodeAt(now);
        }
        Offering offering = zones.choose(Placement.of(request), machines.values(), now, weather);
        String id = "sim-%06d".formatted(machines.size() + 1);
        Machine machine = Machine.of(request, id, offering, freeAddress(now), now, fates.draw(now, weather));
        machines.put(id, fates.befall(machine, now, weather));
        idsByToken.put(request.token(), id);
        return machine.nodeAt(now);
    }

    /** Addresses are used again as soon as they are free, as clouds do. */
    private String freeAddress(Instant now) {
        Set<String> used = new HashSet<>();
        machines.values().stream()
                .filter(machine -> machine.stateAt(now) != CloudNode.State.TERMINATED)
                .forEach(machine -> used.add(machine.address()));
        int number = 1;
        while (used.contains(address(number))) {
            number++;
        }
        return address(number);
    }

    /** A loopback address: whoever takes the simulation for real talks to nobody. */
    private static String address(int number) {
        return "127.91." + number / 250 + "." + (number % 250 + 1);
    }

    /** The machines whose tags are wanted, as a listing shows them in such weather. */
    public synchronized NodeListing list(Predicate<Map<String, String>> wanted, Weather weather) {
        Instant now = time.instant();
        List<CloudNode> shown = new ArrayList<>();
        machines.values().stream()
                .filter(machine -> wanted.test(machine.tags()))
                .forEach(machine -> machine.listedAt(now).ifPresent(shown::add));
        if (chance.happens(Fault.EMPTY_LISTING, weather)) {
            return new NodeListing(List.of(), true);
        }
        boolean incomplete = chance.happens(Fault.INCOMPLETE_LISTING, weather);
        if (incomplete || chance.happens(Fault.MISSING_PAGE, weather)) {
            return new NodeListing(withoutAPage(shown), !incomplete);
        }
        return new NodeListing(shown, true);
    }

    /** A third of what there is, as if it stood on a page of its own. */
    private List<CloudNode> withoutAPage(List<CloudNode> shown) {
        int page = chance.number(3);
        List<CloudNode> rest = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            if (i * 3 / shown.size() != page) {
                rest.add(shown.get(i));
            }
        }
        return rest;
    }

    /** Begins the end of machines; those that are not there, or end already, are passed over. */
    public synchronized void terminate(Collection<String> ids, Weather weather) {
        boolean partial = ids.size() > 1 && chance.happens(Fault.PARTIAL_BATCH, weather);
        List<String> batch = ids.stream().sorted().limit(partial ? ids.size() / 2 : ids.size()).toList();
        batch.forEach(id -> end(id, "ended by request"));
        if (partial) {
            throw new PlatformException(Kind.UNKNOWN, "asked the simulated cloud to end " + ids.size()
                    + " machines and lost the connection on the way: some of them end");
        }
    }

    /** The machine as it is now, without lag; empty if there never was one. */
    public synchronized Optional<CloudNode> find(String id) {
        return Optional.ofNullable(machines.get(id)).map(machine -> machine.nodeAt(time.instant()));
    }

    /** Ends a machine behind everybody's back. */
    public synchronized void end(String id, String reason) {
        machines.computeIfPresent(id, (key, machine) -> machine.endedAt(time.instant(), reason));
    }

    /** From now on the cloud does all it should: what would never run runs, what was doomed lives, what was full has room. */
    public synchronized void mend() {
        Instant now = time.instant();
        machines.replaceAll((id, machine) -> machine.mendedAt(now));
        zones.relieve();
    }

    /** All machines there ever were, as they truly are, in the order of their launch. */
    public synchronized List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    public synchronized Bill bill() {
        return Bill.of(machines.values(), catalog, time.instant());
    }

    public Instant now() {
        return time.instant();
    }

    public Catalog catalog() {
        return catalog;
    }
}
