package io.cloudtik.provider.simulated;

import io.cloudtik.api.config.Settings;
import io.cloudtik.contracts.fault.Cause;
import io.cloudtik.contracts.time.ManualClock;
import io.cloudtik.provider.simulated.cloud.Delay;
import io.cloudtik.provider.simulated.cloud.Fault;
import io.cloudtik.provider.simulated.cloud.Weather;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A simulated cloud whose weather a test changes while it is used. */
final class TroubledCloud {

    private static final Duration LONG = Duration.ofMinutes(30);

    private final ManualClock clock = ManualClock.create();
    private volatile UnaryOperator<Weather> change = UnaryOperator.identity();
    private volatile Delay delay = Delay.NONE;
    private final SimulatedProvider provider =
            new SimulatedProvider(clock, time -> delay.pass(time), weather -> change.apply(weather));

    static Settings settings() {
        return Settings.of(Map.of("type", SimulatedProvider.TYPE, "quota", 2L));
    }

    SimulatedProvider provider() {
        return provider;
    }

    void letTimePass() {
        clock.advance(Duration.ofSeconds(2));
    }

    /** Each call meets it. */
    Cause always(Fault fault) {
        return changed(weather -> weather.with(fault, 1));
    }

    Cause listingsLag() {
        return changed(weather -> weather.lagging(LONG));
    }

    /** Answers take half an hour of the test's own time. */
    Cause hangs() {
        return () -> {
            delay = time -> new RealDelay().pass(LONG);
            return () -> delay = Delay.NONE;
        };
    }

    private Cause changed(UnaryOperator<Weather> other) {
        return () -> {
            change = other;
            return () -> {
                change = UnaryOperator.identity();
                clock.advance(LONG);
            };
        };
    }
}
