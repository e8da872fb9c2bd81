package io.cloudtik.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The verbs there are: those that can be run, and those whose component waits for a service. */
final class KnownVerbs {

    private final List<KnownVerb> verbs;
    private final MissingVerbs missing;

    /** @param services properties and maker of each verb that can be run */
    KnownVerbs(List<Map.Entry<Map<String, Object>, Supplier<Function>>> services, ServiceComponentRuntime components) {
        List<KnownVerb> known = new ArrayList<>();
        services.forEach(service -> known.add(KnownVerb.of(service.getKey(), Optional.of(service.getValue()))));
        components.getComponentDescriptionDTOs().stream()
                .filter(component -> KnownVerb.isDescribedBy(component.properties))
                .map(component -> KnownVerb.of(component.properties, Optional.empty()))
                .filter(verb -> known.stream().noneMatch(other -> other.isCalled(verb.name())))
                .forEach(known::add);
        known.sort(Comparator.comparing(KnownVerb::name));
        this.verbs = List.copyOf(known);
        this.missing = new MissingVerbs(components);
    }

    /** By name. */
    List<KnownVerb> all() {
        return verbs;
    }

    Optional<KnownVerb> find(String name) {
        return verbs.stream().filter(verb -> verb.isCalled(name)).findFirst();
    }

    /** Why a verb cannot be run, for people; empty if it can, or if there is none of this name. */
    Optional<String> whyMissing(String name) {
        return find(name).filter(verb -> verb.function().isEmpty()).flatMap(verb -> missing.explain(verb.name()));
    }
}
