package io.cloudtik.provider.simulated.cloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * What machines have cost.
 *
 * @param machineTime of all machines together
 * @param amount in the currency of the catalog
 */
public record Bill(Duration machineTime, BigDecimal amount) {

    private static final BigDecimal MILLIS_OF_HOUR = BigDecimal.valueOf(Duration.ofHours(1).toMillis());

    static Bill of(Collection<Machine> machines, Catalog catalog, Instant now) {
        Duration time = Duration.ZERO;
        BigDecimal amount = BigDecimal.ZERO;
        for (Machine machine : machines) {
            Duration billed = machine.billedUntil(now);
            MachineType type = catalog.type(machine.offering().type()).orElseThrow();
            BigDecimal hour = machine.offering().spot() ? type.spotHour() : type.hour();
            time = time.plus(billed);
            amount = amount.add(hour.multiply(BigDecimal.valueOf(billed.toMillis())));
        }
        return new Bill(time, amount.divide(MILLIS_OF_HOUR, 6, RoundingMode.HALF_UP));
    }
}
