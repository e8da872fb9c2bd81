package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.Results;
import io.cloudtik.shell.view.Tables;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik kill-node}. */
@Component(service = Function.class)
@CommandLineVerb(function = "kill-node", group = "Clusters")
public final class KillNodeVerb implements Verb {

    private final ClusterOperations clusters;
    private final RecordCodec codec;

    @Activate
    public KillNodeVerb(@Reference ClusterOperations clusters, @Reference RecordCodec codec) {
        this.clusters = clusters;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new KillNode(clusters, codec, console);
    }

    @Command(
            name = "kill-node",
            description = "End one worker; the cluster replaces it if it still wants it.",
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik kill-node cluster.yaml --node demo-worker-1", "  cloudtik kill-node cluster.yaml --yes"})
    private static final class KillNode implements Callable<Integer> {

        private final ClusterOperations clusters;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private Consent consent;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Option(names = "--node", paramLabel = "ID", converter = NodeIdText.class, description = "The worker; any one by default.")
        private NodeId node;

        @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
        private boolean dryRun;

        private KillNode(ClusterOperations clusters, RecordCodec codec, Console console) {
            this.clusters = clusters;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            if (dryRun) {
                List<PlannedAction> plan = List.of(plan());
                new Results(codec, console).printAll(output.format(), plan, () -> new Tables(console).plan(plan));
                return 0;
            }
            if (!consent.isGiven(console, "End " + subject() + " of the cluster of " + file.path() + "?")) {
                return 1;
            }
            NodeId ended = clusters.killNode(file.path(), Optional.ofNullable(node));
            console.err().println("ended " + ended);
            return 0;
        }

        private PlannedAction plan() {
            List<NodeStatus> workers = clusters.status(file.path()).nodes().stream()
                    .filter(candidate -> candidate.kind() == NodeKind.WORKER)
                    .filter(candidate -> node == null || candidate.id().equals(node))
                    .toList();
            if (workers.isEmpty()) {
                throw new PlatformException(
                        Kind.NOT_FOUND,
                        node == null ? "the cluster has no worker" : "the cluster has no worker '" + node + "'");
            }
            return new PlannedAction("terminate", subject(), "asked for; the cluster replaces it if it still wants it");
        }

        private String subject() {
            return node == null ? "one worker" : node.value();
        }
    }
}
