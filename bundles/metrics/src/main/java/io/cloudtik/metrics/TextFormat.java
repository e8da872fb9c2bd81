package io.cloudtik.metrics;

import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Metrics as text that Prometheus reads: exposition format 0.0.4. */
final class TextFormat {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    /** Above it not every whole number is a double, and a long form says more than was measured. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private TextFormat() {}

    static String of(List<Metric> metrics) {
        StringBuilder text = new StringBuilder();
        for (Metric metric : metrics) {
            text.append("# HELP ").append(metric.name()).append(' ').append(escapedHelp(metric.help())).append('\n');
            text.append("# TYPE ").append(metric.name()).append(' ')
                    .append(metric.type().name().toLowerCase(Locale.ROOT)).append('\n');
            metric.samples().forEach(sample -> append(text, metric.name(), sample));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, Sample sample) {
        text.append(name).append(sample.suffix());
        if (!sample.labels().isEmpty()) {
            text.append('{').append(labels(sample.labels())).append('}');
        }
        text.append(' ').append(number(sample.value())).append('\n');
    }

    private static String labels(Map<String, String> labels) {
        return new TreeMap<>(labels).entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escapedValue(label.getValue()) + '"')
                .collect(Collectors.joining(","));
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
        return isWhole ? Long.toString((long) value) : Double.toString(value);
    }

    private static String escapedHelp(String help) {
        return help.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String escapedValue(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }
}
