package io.cloudtik.core.client;

import io.cloudtik.api.control.NodeAddress;
import io.cloudtik.api.control.NodeOperations;
import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** The operations on nodes over SSH, on a person's machine. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class NodeClient implements NodeOperations {

    private static final Duration EXEC_TIME = Duration.ofDays(7);

    private final ClusterService clusters;

    @Activate
    public NodeClient(@Reference ClusterService clusters) {
        this.clusters = clusters;
    }

    @Override
    public List<NodeAddress> addresses(Path file) {
        try (ClusterScope scope = clusters.scope(file)) {
            return addresses(scope.members(scope.requireUuid()));
        }
    }

    static List<NodeAddress> addresses(List<Member> members) {
        return members.stream()
                .map(member -> new NodeAddress(
                        member.node(), member.kind(), member.machine().address(), member.access().host(),
                        member.access().port(), member.access().user()))
                .toList();
    }

    @Override
    public List<Outcome> exec(Path file, NodeSelection nodes, boolean parallel, List<String> argv, Outputs outputs) {
        return on(file, nodes, parallel, (member, executor) ->
                executor.stream(new Command(NodeCommand.of(argv), Map.of(), "", EXEC_TIME), outputs.of(member.node())));
    }

    @Override
    public List<Outcome> upload(Path file, NodeSelection nodes, Path source, String target, Progress progress) {
        if (!Files.exists(source)) {
            throw new PlatformException(Kind.INVALID, "there is no file or folder '" + source + "' here");
        }
        String id = clusters.freshId();
        return on(file, nodes, true, (member, executor) -> {
            String node = member.node().value();
            new Upload(executor, id).run(source, target, text -> progress.activity(node, text));
            progress.step(node, "uploaded " + source);
            return 0;
        });
    }

    @Override
    public List<Outcome> download(Path file, NodeSelection nodes, String source, Path target, Progress progress) {
        String id = clusters.freshId();
        return on(file, nodes, true, (member, executor) -> {
            String node = member.node().value();
            Path place = nodes.isMany() ? ofNode(target, node) : target;
            new Download(executor, id).run(source, place, text -> progress.activity(node, text));
            progress.step(node, "downloaded " + source);
            return 0;
        });
    }

    private static Path ofNode(Path target, String node) {
        Path folder = target.resolve(node);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    private List<Outcome> on(Path file, NodeSelection nodes, boolean parallel, NodeRun.Action action) {
        try (ClusterScope scope = clusters.scope(file)) {
            List<Member> members = Member.select(scope.members(scope.requireUuid()), nodes);
            NodeRun run = new NodeRun(member -> scope.connect(member.machine()), scope.around().scheduler());
            return nodes.isMany() ? run.each(members, parallel, action) : List.of(run.one(members.get(0), action));
        }
    }
}
