package io.cloudtik.contracts.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in Prometheus' exposition format 0.0.4, read strictly: each metric has its HELP and TYPE before its samples, once,
 * and its samples together; no series comes twice; counters and buckets are what they say.
 */
public final class Exposition {

    private static final Pattern META = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

    /** One value; {@code name} with the suffix of a histogram's. */
    public record Series(String name, Map<String, String> labels, double value) {}

    /** One metric. */
    public record Family(String name, String type, String help, List<Series> series) {}

    private final Map<String, Family> families = new LinkedHashMap<>();
    private String help = "";
    private String helpOf = "";
    private Family current;

    private Exposition() {}

    /** @throws IllegalArgumentException with the line that is wrong, and why */
    public static Exposition parse(String text) {
        Exposition exposition = new Exposition();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line does not end");
        }
        text.lines().forEach(line -> {
            try {
                exposition.read(line);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + ": " + line, e);
            }
        });
        exposition.families.values().forEach(Exposition::checkValues);
        return exposition;
    }

    public Map<String, Family> families() {
        return Map.copyOf(families);
    }

    /** The one sample of a metric with these labels. */
    public double value(String name, Map<String, String> labels) {
        return families.values().stream()
                .flatMap(family -> family.series().stream())
                .filter(series -> series.name().equals(name) && series.labels().equals(labels))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + name + labels))
                .value();
    }

    private void read(String line) {
        if (line.startsWith("#")) {
            meta(line);
        } else {
            sample(line);
        }
    }

    private void meta(String line) {
        Matcher meta = META.matcher(line);
        require(meta.matches(), "neither HELP nor TYPE");
        if (meta.group(1).equals("HELP")) {
            helpOf = meta.group(2);
            help = unescape(meta.group(3));
            return;
        }
        require(helpOf.equals(meta.group(2)), "a TYPE without its HELP before it");
        require(List.of("counter", "gauge", "histogram").contains(meta.group(3)), "no type");
        current = new Family(meta.group(2), meta.group(3), help, new ArrayList<>());
        require(families.put(current.name(), current) == null, "a metric that was there before");
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), "no sample");
        require(current != null, "a sample without a TYPE");
        String suffix = sample.group(1).startsWith(current.name()) ? sample.group(1).substring(current.name().length()) : "?";
        List<String> suffixes = current.type().equals("histogram") ? List.of("_bucket", "_sum", "_count") : List.of("");
        require(suffixes.contains(suffix), "a sample of another metric than " + current.name());
        Map<String, String> labels = labels(sample.group(2));
        boolean isNew = current.series().stream()
                .noneMatch(series -> series.name().equals(sample.group(1)) && series.labels().equals(labels));
        require(isNew, "a series that was there before");
        current.series().add(new Series(sample.group(1), labels, number(sample.group(3))));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        if (text == null) {
            return labels;
        }
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (end < text.length()) {
            require(label.find(end) && label.start() == end, "labels that cannot be read");
            require(labels.put(label.group(1), unescape(label.group(2))) == null, "a label twice");
            end = label.end();
        }
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && i + 1 < text.length()) {
                i++;
                plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            } else {
                plain.append(next);
            }
        }
        return plain.toString();
    }

    private static void checkValues(Family family) {
        if (family.type().equals("counter")) {
            require(family.name().endsWith("_total"), "the counter " + family.name() + " does not end with _total");
            family.series().forEach(series -> require(series.value() >= 0, "the counter " + series + " is negative"));
        }
        if (family.type().equals("histogram")) {
            family.series().stream()
                    .filter(series -> series.name().endsWith("_count"))
                    .forEach(count -> checkBuckets(family, count));
        }
    }

    private static void checkBuckets(Family family, Series count) {
        double bound = Double.NEGATIVE_INFINITY;
        double seen = 0;
        for (Series bucket : family.series()) {
            Map<String, String> labels = new TreeMap<>(bucket.labels());
            String le = labels.remove("le");
            if (!bucket.name().endsWith("_bucket") || !labels.equals(count.labels())) {
                continue;
            }
            require(number(le) > bound, "the bounds of " + family.name() + " do not rise");
            require(bucket.value() >= seen, "the buckets of " + family.name() + " do not add up");
            bound = number(le);
            seen = bucket.value();
        }
        require(bound == Double.POSITIVE_INFINITY, family.name() + " has no bucket for all");
        require(seen == count.value(), "the count of " + family.name() + " is not that of its last bucket");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
