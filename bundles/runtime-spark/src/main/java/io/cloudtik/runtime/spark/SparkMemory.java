package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in Spark's own notation: {@code 512m}, {@code 2g}, and {@code 1024} for mebibytes. */
final class SparkMemory {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([kmgt]?)b?", Pattern.CASE_INSENSITIVE);

    private SparkMemory() {}

    static Optional<DataSize> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        return Optional.of(DataSize.parse(matcher.group(1) + (unit.isEmpty() ? "m" : unit)));
    }

    /** Understood by Spark and by Java's {@code -Xmx} alike. */
    static String format(DataSize size) {
        return size.mebibytes() + "m";
    }
}
