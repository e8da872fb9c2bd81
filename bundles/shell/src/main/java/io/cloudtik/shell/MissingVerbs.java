package io.cloudtik.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** Knows why a verb that should be there is not: its component waits for a service nobody registers. */
final class MissingVerbs {

    private final ServiceComponentRuntime components;

    MissingVerbs(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** Why the verb does not work, for people; empty if there is no such verb at all. */
    Optional<String> explain(String verb) {
        return components.getComponentDescriptionDTOs().stream()
                .filter(description -> KnownVerb.isDescribedBy(description.properties))
                .filter(description -> KnownVerb.of(description.properties, Optional.empty()).isCalled(verb))
                .findFirst()
                .map(description -> "'" + verb + "' does not work now: " + reason(description));
    }

    private String reason(ComponentDescriptionDTO description) {
        List<String> missing = components.getComponentConfigurationDTOs(description).stream()
                .flatMap(MissingVerbs::unsatisfied)
                .map(name -> service(description, name))
                .distinct()
                .toList();
        return missing.isEmpty()
                ? "its component " + description.name + " did not start"
                : "it needs " + String.join(" and ", missing) + ", which no bundle offers";
    }

    private static Stream<String> unsatisfied(ComponentConfigurationDTO configuration) {
        return Arrays.stream(configuration.unsatisfiedReferences).map(reference -> reference.name);
    }

    private static String service(ComponentDescriptionDTO description, String reference) {
        return Arrays.stream(description.references)
                .filter(candidate -> candidate.name.equals(reference))
                .map((ReferenceDTO candidate) -> candidate.interfaceName)
                .findFirst()
                .orElse(reference);
    }
}
