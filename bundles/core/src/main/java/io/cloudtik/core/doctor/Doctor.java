package io.cloudtik.core.doctor;

import io.cloudtik.api.control.DoctorOperations;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.problem.Finding;
import io.cloudtik.api.spi.node.MachineCheck;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.core.registry.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** The checks of this machine, those of other bundles among them, then those of a provider. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class Doctor implements DoctorOperations {

    private final Installation installation;
    private final Providers providers;
    private final List<MachineCheck> machineChecks;

    @Activate
    public Doctor(
            @Reference Installation installation,
            @Reference Providers providers,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<MachineCheck> machineChecks) {
        this.installation = installation;
        this.providers = providers;
        this.machineChecks = List.copyOf(machineChecks);
    }

    @Override
    public List<Finding> examine(Optional<String> provider) {
        List<Finding> findings = new ArrayList<>();
        // First: a name that is wrong is told before anything is waited for.
        List<Finding> ofProvider = provider.map(type -> providers.with(type, CloudProvider::examine)).orElse(List.of());
        findings.add(ProgramChecks.java());
        findings.addAll(new FolderChecks(installation.home()).findings());
        findings.add(FolderChecks.cache(installation.cache()));
        findings.add(PortChecks.loopback());
        findings.add(ProgramChecks.ssh());
        findings.add(ProgramChecks.python());
        findings.add(ProgramChecks.docker());
        machineChecks.forEach(check -> findings.addAll(check.examine()));
        findings.addAll(ofProvider);
        return findings;
    }
}
