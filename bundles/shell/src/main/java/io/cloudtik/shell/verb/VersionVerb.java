package io.cloudtik.shell.verb;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cloudtik version}. */
@Component(service = Function.class)
@CommandLineVerb(function = "version", group = "Tools", summary = VersionVerb.SUMMARY)
public final class VersionVerb implements Verb {

    static final String SUMMARY =
            "Show the versions of CloudTik and Java, and where their files are.";

    private final Installation installation;

    @Activate
    public VersionVerb(@Reference Installation installation) {
        this.installation = installation;
    }

    @Override
    public Object command(Console console) {
        return new Version(installation, console);
    }

    @Command(name = "version", description = SUMMARY)
    private static final class Version implements Callable<Integer> {

        private final Installation installation;
        private final Console console;

        @Mixin private CommonOptions common;

        private Version(Installation installation, Console console) {
            this.installation = installation;
            this.console = console;
        }

        @Override
        public Integer call() {
            console.out().println("cloudtik " + installation.version());
            console.out().println("java " + Runtime.version() + " (" + System.getProperty("java.home") + ")");
            console.out().println("distribution " + installation.distribution());
            console.out().println("home " + installation.home());
            return 0;
        }
    }
}
