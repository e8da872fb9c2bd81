package io.cloudtik.shell.verb;

import io.cloudtik.api.control.PageOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import java.net.URI;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cloudtik dashboard}. */
@Component(service = Function.class)
@CommandLineVerb(function = "dashboard", group = "Clusters", summary = DashboardVerb.SUMMARY)
public final class DashboardVerb implements Verb {

    static final String SUMMARY = "Open the cluster's page in a browser, through SSH, until Ctrl-C: nodes, load, services, jobs, events.";

    private final PageOperations pages;

    @Activate
    public DashboardVerb(@Reference PageOperations pages) {
        this.pages = pages;
    }

    @Override
    public Object command(Console console) {
        return new Dashboard(pages, console, new WebBrowser(System.getenv()));
    }

    @Command(
            name = "dashboard",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik dashboard cluster.yaml", "  cloudtik dashboard cluster.yaml --no-open --port 8765"})
    static final class Dashboard implements Callable<Integer> {

        private static final int LARGEST_PORT = 65_535;

        private final PageOperations pages;
        private final Console console;
        private final WebBrowser browser;
        private boolean wasOpened;

        @Spec private CommandSpec spec;
        @Mixin private ClusterFile file;
        @Mixin private CommonOptions common;

        @Option(names = "--no-open", description = "Only print the address; it is good for one opening within two minutes.")
        private boolean noOpen;

        @Option(names = "--port", paramLabel = "PORT", description = "The port on 127.0.0.1; any free one by default.")
        private Integer port;

        Dashboard(PageOperations pages, Console console, WebBrowser browser) {
            this.pages = pages;
            this.console = console;
            this.browser = browser;
        }

        @Override
        public Integer call() throws InterruptedException {
            if (port != null && (port < 1 || port > LARGEST_PORT)) {
                throw new ParameterException(spec.commandLine(), "--port is " + port + "; write 1 to " + LARGEST_PORT);
            }
            try (ShownProgress progress = console.progress()) {
                pages.serve(file.path(), port == null ? OptionalInt.empty() : OptionalInt.of(port), this::tell, progress);
            }
            console.err().println("the cluster is gone");
            return 0;
        }

        private void tell(URI page) {
            console.out().println(page);
            if (wasOpened) {
                console.err().println("if the page asks for it, open this address");
            } else if (!noOpen && browser.open(page)) {
                console.err().println("opening it in your browser; Ctrl-C ends the connection");
            } else {
                console.err().println("open it in a browser here, within two minutes; Ctrl-C ends the connection");
            }
            wasOpened = true;
        }
    }
}
