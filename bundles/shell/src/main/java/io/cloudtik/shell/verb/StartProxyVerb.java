package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ProxyOperations;
import io.cloudtik.api.control.ProxyOperations.RunningProxy;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Resumable;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import java.util.List;
import java.util.Optional;
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

/** {@code cloudtik start-proxy}. */
@Component(service = Function.class)
@CommandLineVerb(function = "start-proxy", group = "Work", summary = StartProxyVerb.SUMMARY)
public final class StartProxyVerb implements Verb {

    static final String SUMMARY =
            "Start a SOCKS proxy here, in the background: through it a browser sees the cluster as its head does.";

    private final ProxyOperations proxies;

    @Activate
    public StartProxyVerb(@Reference ProxyOperations proxies) {
        this.proxies = proxies;
    }

    @Override
    public Object command(Console console) {
        return new StartProxy(proxies, console);
    }

    @Command(
            name = "start-proxy",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik start-proxy cluster.yaml", "  cloudtik start-proxy cluster.yaml --port 6001"})
    private static final class StartProxy implements Callable<Integer>, Resumable {

        private static final int LARGEST_PORT = 65_535;

        private final ProxyOperations proxies;
        private final Console console;

        @Spec private CommandSpec spec;
        @Mixin private ClusterFile file;
        @Mixin private CommonOptions common;

        @Option(
                names = "--bind-address",
                paramLabel = "ADDRESS",
                description = "Where to listen: 127.0.0.1 unless told otherwise. The proxy asks nobody for a password.")
        private String bindAddress;

        @Option(names = "--port", paramLabel = "PORT", description = "The port; the first free one from 6000 by default.")
        private Integer port;

        @Option(names = "--foreground", description = "Serve in this process, until Ctrl-C.")
        private boolean foreground;

        private StartProxy(ProxyOperations proxies, Console console) {
            this.proxies = proxies;
            this.console = console;
        }

        @Override
        public Integer call() throws InterruptedException {
            if (port != null && (port < 1 || port > LARGEST_PORT)) {
                throw new ParameterException(spec.commandLine(), "--port is " + port + "; write 1 to " + LARGEST_PORT);
            }
            OptionalInt wanted = port == null ? OptionalInt.empty() : OptionalInt.of(port);
            if (foreground) {
                serve(wanted);
                return 0;
            }
            Optional<RunningProxy> before = proxies.find(file.path());
            if (before.isPresent()) {
                console.err().println("it runs already (process " + before.get().pid() + ")");
            }
            tell(proxies.start(file.path(), Optional.ofNullable(bindAddress), wanted));
            return 0;
        }

        private void serve(OptionalInt wanted) throws InterruptedException {
            try (ShownProgress progress = console.progress()) {
                proxies.serve(file.path(), Optional.ofNullable(bindAddress), wanted, this::tell, progress);
            }
            console.err().println("the cluster is gone");
        }

        private void tell(RunningProxy proxy) {
            String address = proxy.address() + ":" + proxy.port();
            console.out().println("socks5h://" + address);
            console.err().println("use it: curl --proxy socks5h://" + address + " http://<address of a node>:<port>/");
            console.err().println("    or: a browser whose SOCKS 5 host is " + proxy.address() + ", port " + proxy.port()
                    + ", with names resolved by the proxy");
            if (!foreground) {
                console.err().println("end it: " + console.typed("stop-proxy " + Console.quoted(file.path())));
            }
        }

        @Override
        public List<String> howToGoOn() {
            return List.of(console.typed("stop-proxy " + Console.quoted(file.path())) + " ends what has begun");
        }
    }
}
