package io.cloudtik.provider.simulated.cloud;

import io.cloudtik.api.model.node.Resources;
import java.math.BigDecimal;

/**
 * A size of machines.
 *
 * @param hour the price of an hour
 * @param spotHour the price of an hour of a machine that may be taken away
 */
public record MachineType(String name, Resources resources, BigDecimal hour, BigDecimal spotHour) {}
