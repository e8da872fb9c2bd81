package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.NodeAddress;
import io.cloudtik.api.control.NodeOperations;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik head-ip}; a head has no name that others could find it by, so its host is its address. */
@Component(service = Function.class)
@CommandLineVerb(function = {"head-ip", "head-host"}, group = "Clusters", summary = HeadIpVerb.SUMMARY)
public final class HeadIpVerb implements Verb {

    static final String SUMMARY = "Print the address of a cluster's head.";

    private final NodeOperations nodes;
    private final RecordCodec codec;

    @Activate
    public HeadIpVerb(@Reference NodeOperations nodes, @Reference RecordCodec codec) {
        this.nodes = nodes;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new HeadIp(nodes, codec, console);
    }

    @Command(
            name = "head-ip",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik head-ip cluster.yaml",
                "  cloudtik head-ip cluster.yaml --public"
            })
    private static final class HeadIp implements Callable<Integer> {

        private final NodeOperations nodes;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Option(names = "--public", description = "Where this machine reaches it, which may differ from where its workers do.")
        private boolean external;

        private HeadIp(NodeOperations nodes, RecordCodec codec, Console console) {
            this.nodes = nodes;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            List<NodeAddress> head = nodes.addresses(file.path()).stream()
                    .filter(node -> node.kind() == NodeKind.HEAD)
                    .toList();
            return new Addresses(codec, console).print(output.format(), head, external, "%n");
        }
    }
}
