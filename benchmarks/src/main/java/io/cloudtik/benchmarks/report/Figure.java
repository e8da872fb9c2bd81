package io.cloudtik.benchmarks.report;

import java.util.Objects;

/**
 * One line of a report.
 *
 * @param what is measured, such as {@code version}
 * @param measure of it, such as {@code wall}
 * @param unit such as {@code s} or {@code MiB}
 */
public record Figure(String what, String measure, String unit, Series series) {

    public Figure {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(measure, "measure");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(series, "series");
    }
}
