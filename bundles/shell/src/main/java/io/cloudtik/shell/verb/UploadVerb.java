package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.NodeOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cloudtik upload}. */
@Component(service = Function.class)
@CommandLineVerb(function = "upload", group = "Work", summary = UploadVerb.SUMMARY)
public final class UploadVerb implements Verb {

    static final String SUMMARY =
            "Copy a file or a folder to nodes of a cluster; nobody there reads half of a file.";

    private final NodeOperations nodes;
    private final RecordCodec codec;

    @Activate
    public UploadVerb(@Reference NodeOperations nodes, @Reference RecordCodec codec) {
        this.nodes = nodes;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Upload(nodes, codec, console);
    }

    @Command(
            name = "upload",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik upload cluster.yaml data.csv data/",
                "  cloudtik upload cluster.yaml --all-nodes conf /tmp/conf"
            })
    private static final class Upload implements Callable<Integer> {

        private final NodeOperations nodes;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;

        @Parameters(index = "1", paramLabel = "SOURCE", description = "The file or folder here.")
        private Path source;

        @Parameters(
                index = "2",
                paramLabel = "TARGET",
                description = "Where it goes: below the login user's home, or absolute. A folder there, or one named with a "
                        + "slash at its end, gets it under its own name.")
        private String target;

        @Mixin private NodeOptions where;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        private Upload(NodeOperations nodes, RecordCodec codec, Console console) {
            this.nodes = nodes;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            return new Outcomes(console).of(
                    progress -> nodes.upload(file.path(), where.selection(), source, target, progress), output.format(), codec);
        }
    }
}
