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
import java.util.stream.Stream;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik kill-node}. */
@Component(service = Function.class)
@CommandLineVerb(function = "kill-node", group = "Clusters", summary = KillNodeVerb.SUMMARY)
public final class KillNodeVerb implements Verb {

    static final String SUMMARY =
            "End one worker; the cluster replaces it if it still wants it.";

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
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik kill-node cluster.yaml --node demo-worker-1", "  cloudtik kill-node cluster.yaml --node-ip 127.77.0.3 --yes -o json"})
    private static final class KillNode implements Callable<Integer> {

        private final ClusterOperations clusters;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private Consent consent;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @ArgGroup(exclusive = true, multiplicity = "0..1")
        private Which which;

        @Option(names = "--hard", description = "Accepted as in CloudTik of Python; a node is always ended at once.")
        private boolean hard;

        private static final class Which {

            @Option(names = "--node", paramLabel = "ID", converter = NodeIdText.class, description = "The worker; any one by default.")
            private NodeId node;

            @Option(names = "--node-ip", paramLabel = "ADDRESS", description = "The worker at this address.")
            private String address;
        }

        /** What is told of it. */
        private record Ended(NodeId node) {}

        @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
        private boolean dryRun;

        private KillNode(ClusterOperations clusters, RecordCodec codec, Console console) {
            this.clusters = clusters;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            Optional<NodeId> node = node();
            String subject = node.map(NodeId::value).orElse("one worker");
            Results results = new Results(codec, console);
            if (dryRun) {
                requireWorker(node);
                List<PlannedAction> plan = List.of(new PlannedAction(
                        "terminate", subject, "asked for; the cluster replaces it if it still wants it"));
                results.printAll(output.format(), plan, () -> new Tables(console).plan(plan));
                return 0;
            }
            if (!consent.isGiven(console, "End " + subject + " of the cluster of " + file.path() + "?")) {
                return 1;
            }
            Ended ended = new Ended(clusters.killNode(file.path(), node));
            results.print(output.format(), ended, () -> "ended " + ended.node() + "\n");
            return 0;
        }

        private Optional<NodeId> node() {
            if (which == null) {
                return Optional.empty();
            }
            return which.node != null ? Optional.of(which.node) : Optional.of(workerAt(which.address));
        }

        private NodeId workerAt(String address) {
            return workers().filter(worker -> worker.address().equals(address))
                    .findFirst()
                    .map(NodeStatus::id)
                    .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND, "the cluster has no worker at '" + address + "'")
                            .withRemedy("cloudtik worker-ips <cluster.yaml>"));
        }

        private void requireWorker(Optional<NodeId> node) {
            if (workers().noneMatch(worker -> node.map(id -> id.equals(worker.id())).orElse(true))) {
                throw new PlatformException(Kind.NOT_FOUND, node.map(id -> "the cluster has no worker '" + id + "'")
                        .orElse("the cluster has no worker"));
            }
        }

        private Stream<NodeStatus> workers() {
            return clusters.status(file.path()).nodes().stream().filter(node -> node.kind() == NodeKind.WORKER);
        }
    }
}
