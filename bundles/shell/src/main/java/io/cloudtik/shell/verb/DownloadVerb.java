package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.NodeOperations;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cloudtik download}. */
@Component(service = Function.class)
@CommandLineVerb(function = "download", group = "Work", summary = DownloadVerb.SUMMARY)
public final class DownloadVerb implements Verb {

    static final String SUMMARY =
            "Copy a file or a folder from nodes of a cluster; a file here is complete or not there.";

    private final NodeOperations nodes;
    private final RecordCodec codec;

    @Activate
    public DownloadVerb(@Reference NodeOperations nodes, @Reference RecordCodec codec) {
        this.nodes = nodes;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Download(nodes, codec, console);
    }

    @Command(
            name = "download",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik download cluster.yaml results/ .",
                "  cloudtik download cluster.yaml --all-nodes /var/log/syslog logs"
            })
    private static final class Download implements Callable<Integer> {

        private final NodeOperations nodes;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;

        @Parameters(index = "1", paramLabel = "SOURCE", description = "Below the login user's home on the node, or absolute.")
        private String source;

        @Parameters(
                index = "2",
                paramLabel = "TARGET",
                description = "Where it goes here. With --all-nodes a folder, in which each node has one of its name.")
        private String target;

        @Mixin private NodeOptions where;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        private Download(NodeOperations nodes, RecordCodec codec, Console console) {
            this.nodes = nodes;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            return new Outcomes(console).of(
                    progress -> nodes.download(file.path(), where.selection(), source, place(), progress), output.format(), codec);
        }

        /** Who ends it with a slash means a folder, also one that is not there yet. */
        private Path place() {
            Path place = Path.of(target);
            if (!target.endsWith("/")) {
                return place;
            }
            try {
                return Files.createDirectories(place);
            } catch (IOException e) {
                throw new PlatformException(Kind.INVALID, "the folder " + place + " cannot be made: " + e.getMessage(), e);
            }
        }
    }
}
