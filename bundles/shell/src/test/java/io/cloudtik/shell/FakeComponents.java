package io.cloudtik.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.osgi.util.promise.Promise;

/** A component runtime whose components wait for something. */
final class FakeComponents implements ServiceComponentRuntime {

    private final List<ComponentDescriptionDTO> descriptions = new ArrayList<>();

    void unsatisfied(String verb, String reference, String service) {
        ReferenceDTO needed = new ReferenceDTO();
        needed.name = reference;
        needed.interfaceName = service;
        ComponentDescriptionDTO description = new ComponentDescriptionDTO();
        description.name = verb;
        description.properties = Map.of("osgi.command.scope", "cloudtik", "osgi.command.function", new String[] {verb});
        description.references = new ReferenceDTO[] {needed};
        descriptions.add(description);
    }

    @Override
    public Collection<ComponentDescriptionDTO> getComponentDescriptionDTOs(Bundle... bundles) {
        return descriptions;
    }

    @Override
    public Collection<ComponentConfigurationDTO> getComponentConfigurationDTOs(ComponentDescriptionDTO description) {
        UnsatisfiedReferenceDTO missing = new UnsatisfiedReferenceDTO();
        missing.name = description.references[0].name;
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.description = description;
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {missing};
        return List.of(configuration);
    }

    @Override
    public ComponentDescriptionDTO getComponentDescriptionDTO(Bundle bundle, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isComponentEnabled(ComponentDescriptionDTO description) {
        return true;
    }

    @Override
    public Promise<Void> enableComponent(ComponentDescriptionDTO description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Promise<Void> disableComponent(ComponentDescriptionDTO description) {
        throw new UnsupportedOperationException();
    }
}
