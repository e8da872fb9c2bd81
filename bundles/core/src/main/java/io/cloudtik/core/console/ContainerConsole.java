package io.cloudtik.core.console;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.core.time.Ids;
import io.cloudtik.core.time.Scheduler;
import java.io.IOException;
import java.util.Locale;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** The console of a head or worker: {@code cloudtik shell --cluster} comes in here, through SSH. */
@Component(service = ContainerConsole.class, immediate = true)
@SatisfyingConditionTarget(Role.NODE_CONDITION)
public final class ContainerConsole {

    private final ConsoleServer server;

    @Activate
    public ContainerConsole(
            @Reference Installation installation,
            @Reference CommandProcessor processor,
            @Reference Ids ids,
            @Reference Scheduler scheduler)
            throws IOException {
        String greeting = installation.role().name().toLowerCase(Locale.ROOT) + ", CloudTik " + installation.version();
        server = ConsoleServer.open(processor, greeting, ids.secret(), scheduler, installation.home());
    }

    @Deactivate
    public void deactivate() {
        server.close();
    }
}
