package io.cloudtik.api.metrics;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One value of a metric.
 *
 * @param suffix what follows the metric's name: empty, or a histogram's {@code _bucket}, {@code _sum} or {@code _count}
 * @param labels what tells it from the metric's other samples
 */
public record Sample(String suffix, Map<String, String> labels, double value) {

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    public Sample {
        Objects.requireNonNull(suffix, "suffix");
        labels = Map.copyOf(labels);
        labels.keySet().stream().filter(label -> !LABEL.matcher(label).matches()).findFirst().ifPresent(label -> {
            throw new IllegalArgumentException("'" + label + "' is no name of a label: letters, digits and '_'");
        });
    }

    public static Sample of(double value) {
        return new Sample("", Map.of(), value);
    }

    public static Sample of(Map<String, String> labels, double value) {
        return new Sample("", labels, value);
    }

    public static Sample of(String label, String labelValue, double value) {
        return new Sample("", Map.of(label, labelValue), value);
    }
}
