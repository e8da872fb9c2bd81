package io.cloudtik.core.bootstrap;

import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which Java versions the services of a plan need, read from its {@code ${java:17-21}} variables. */
public final class JavaNeeds {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{java:(\\d{1,3})-(\\d{1,3})}");

    /** Feature versions from and to, both included. */
    public record Range(int from, int to) {

        boolean contains(int version) {
            return version >= from && version <= to;
        }

        @Override
        public String toString() {
            return from == to ? String.valueOf(from) : from + " to " + to;
        }
    }

    private JavaNeeds() {}

    public static Set<Range> of(NodePlan plan) {
        Set<Range> ranges = new TreeSet<>(Comparator.comparing(Range::from).thenComparing(Range::to));
        texts(plan).forEach(text -> {
            Matcher matcher = VARIABLE.matcher(text);
            while (matcher.find()) {
                ranges.add(new Range(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
            }
        });
        return ranges;
    }

    private static Stream<String> texts(NodePlan plan) {
        Stream<String> services = plan.services().stream().flatMap(JavaNeeds::texts);
        Stream<String> files = plan.files().stream()
                .filter(file -> file.encoding() == PlannedFile.Encoding.TEXT)
                .map(PlannedFile::content);
        return Stream.concat(Stream.concat(services, files), plan.environment().values().stream());
    }

    private static Stream<String> texts(PlannedService service) {
        return Stream.concat(service.command().stream(), service.environment().values().stream());
    }
}
