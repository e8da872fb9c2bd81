package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which offerings were refused lately, so that nobody asks for them again too soon: want of room is that of one size, zone
 * and market, a quota that of a size and market in all zones. A controller that was started again learns it anew with one
 * call. Thread-safe.
 */
final class Shortages {

    static final Duration WITHOUT_ROOM = Duration.ofMinutes(3);
    static final Duration WITHOUT_QUOTA = Duration.ofMinutes(15);

    /** @param type of the node, where the provider tells no sizes */
    private record Closed(String type, Offering offering) {}

    private record Until(Duration end, String reason) {}

    private final Time time;
    private final Map<Closed, Until> closed = new HashMap<>();

    Shortages(Time time) {
        this.time = time;
    }

    static boolean isOne(PlatformException failure) {
        return failure.kind() == Kind.CAPACITY || failure.kind() == Kind.QUOTA;
    }

    synchronized void refused(NodeTypeName type, Offering offering, PlatformException failure) {
        Duration own = failure.kind() == Kind.QUOTA ? WITHOUT_QUOTA : WITHOUT_ROOM;
        Duration wait = failure.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
        closed.put(
                failure.kind() == Kind.QUOTA ? anywhere(type, offering) : at(type, offering),
                new Until(time.monotonic().plus(wait), failure.getMessage()));
    }

    synchronized void launched(NodeTypeName type, Offering offering) {
        closed.remove(at(type, offering));
        closed.remove(anywhere(type, offering));
    }

    synchronized Restraint.Choice choice(NodeTypeName type, Offering offering) {
        closed.values().removeIf(until -> until.end().compareTo(time.monotonic()) <= 0);
        return Optional.ofNullable(closed.get(anywhere(type, offering)))
                .or(() -> Optional.ofNullable(closed.get(at(type, offering))))
                .map(until -> new Restraint.Choice(offering, until.end().minus(time.monotonic()), until.reason()))
                .orElse(new Restraint.Choice(offering, Duration.ZERO, ""));
    }

    /** Somebody has changed the configuration, or says that there is more by now. */
    synchronized void forgetAll() {
        closed.clear();
    }

    private static Closed at(NodeTypeName type, Offering offering) {
        return new Closed(offering.machineType().isEmpty() ? type.value() : "", offering);
    }

    /** A quota knows no zones. */
    private static Closed anywhere(NodeTypeName type, Offering offering) {
        return at(type, new Offering(offering.machineType(), "everywhere", offering.market()));
    }
}
