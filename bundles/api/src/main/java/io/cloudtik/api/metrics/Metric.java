package io.cloudtik.api.metrics;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One metric with all its samples.
 *
 * @param name such as {@code cloudtik_pending_nodes}; a counter's ends with {@code _total}
 * @param help one sentence for people
 */
public record Metric(String name, Type type, String help, List<Sample> samples) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final String COUNTER_ENDING = "_total";

    /** What the values mean. */
    public enum Type {
        /** Only grows, and begins at 0 with the process that counts. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** How often values were seen within bounds; made by {@link Metric#histogram}. */
        HISTOGRAM
    }

    public Metric {
        Objects.requireNonNull(type, "type");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a metric: letters, digits, '_' and ':'");
        }
        if (type == Type.COUNTER && !name.endsWith(COUNTER_ENDING)) {
            throw new IllegalArgumentException("the counter '" + name + "' must end with " + COUNTER_ENDING);
        }
        if (help.isBlank()) {
            throw new IllegalArgumentException("the metric '" + name + "' has no help");
        }
        samples = List.copyOf(samples);
    }

    public static Metric gauge(String name, String help, double value) {
        return gauge(name, help, List.of(Sample.of(value)));
    }

    public static Metric gauge(String name, String help, List<Sample> samples) {
        return new Metric(name, Type.GAUGE, help, samples);
    }

    public static Metric counter(String name, String help, double value) {
        return counter(name, help, List.of(Sample.of(value)));
    }

    public static Metric counter(String name, String help, List<Sample> samples) {
        return new Metric(name, Type.COUNTER, help, samples);
    }

    /** One distribution for each set of labels. */
    public static Metric histogram(String name, String help, Map<Map<String, String>, Distribution> distributions) {
        return new Metric(name, Type.HISTOGRAM, help, distributions.entrySet().stream()
                .flatMap(entry -> entry.getValue().samples(entry.getKey()).stream())
                .toList());
    }
}
