package io.cloudtik.shell;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.service.command.Function;

/**
 * A verb as it is known before anything of it is made: most commands need one verb, and making all of them would have the
 * whole platform started for {@code --help}.
 *
 * @param names its name, then its aliases
 * @param summary what the help says of it in one line; empty if its provider says nothing
 * @param function makes the verb; empty if it cannot be run now
 */
record KnownVerb(List<String> names, Optional<String> group, String summary, Optional<Supplier<Function>> function) {

    KnownVerb {
        names = List.copyOf(names);
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(function, "function");
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a verb needs a name");
        }
    }

    /** @param properties of the verb's service or component */
    static KnownVerb of(Map<String, Object> properties, Optional<Supplier<Function>> function) {
        return new KnownVerb(
                names(properties),
                Optional.ofNullable(properties.get("osgi.command.group")).map(Object::toString),
                Objects.toString(properties.get("osgi.command.summary"), ""),
                function);
    }

    /** Whether the properties are those of one of our verbs. */
    static boolean isDescribedBy(Map<String, Object> properties) {
        return "cloudtik".equals(properties.get("osgi.command.scope"))
                && properties.get("osgi.command.function") != null
                && properties.get("cloudtik.entry") == null;
    }

    private static List<String> names(Map<String, Object> properties) {
        Object names = properties.get("osgi.command.function");
        return names instanceof String[] several ? List.of(several) : List.of(String.valueOf(names));
    }

    String name() {
        return names.get(0);
    }

    boolean isCalled(String name) {
        return names.contains(name);
    }
}
