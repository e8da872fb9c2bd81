package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ProxyOperations;
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

/** {@code cloudtik stop-proxy}. */
@Component(service = Function.class)
@CommandLineVerb(function = "stop-proxy", group = "Work", summary = StopProxyVerb.SUMMARY)
public final class StopProxyVerb implements Verb {

    static final String SUMMARY =
            "End the cluster's proxy on this machine; one that does not run is success.";

    private final ProxyOperations proxies;

    @Activate
    public StopProxyVerb(@Reference ProxyOperations proxies) {
        this.proxies = proxies;
    }

    @Override
    public Object command(Console console) {
        return new StopProxy(proxies, console);
    }

    @Command(name = "stop-proxy", description = SUMMARY)
    private static final class StopProxy implements Callable<Integer> {

        private final ProxyOperations proxies;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private CommonOptions common;

        private StopProxy(ProxyOperations proxies, Console console) {
            this.proxies = proxies;
            this.console = console;
        }

        @Override
        public Integer call() {
            console.err().println(proxies.stop(file.path()) ? "the proxy has ended" : "no proxy of this cluster runs here");
            return 0;
        }
    }
}
