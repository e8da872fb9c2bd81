package io.cloudtik.core.client;

import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.util.List;
import java.util.stream.Collectors;

/** A node of a cluster that runs, with the way to it. */
record Member(NodeId node, NodeKind kind, CloudNode machine, NodeAccess access) {

    /** @throws PlatformException NOT_FOUND if there is no such node; names those there are */
    static List<Member> select(List<Member> members, NodeSelection selection) {
        List<Member> selected = members.stream().filter(member -> member.isIn(selection)).toList();
        if (selected.isEmpty()) {
            throw new PlatformException(Kind.NOT_FOUND, "the cluster has no " + words(selection) + " that runs; it has: "
                            + members.stream().map(Member::toString).collect(Collectors.joining(", ")))
                    .withRemedy("cloudtik status <cluster.yaml> shows its nodes");
        }
        return selected;
    }

    private boolean isIn(NodeSelection selection) {
        return switch (selection.extent()) {
            case HEAD -> kind == NodeKind.HEAD;
            case NODE -> node.value().equals(selection.name());
            case ADDRESS -> machine.address().equals(selection.name()) || access.host().equals(selection.name());
            case WORKERS -> kind == NodeKind.WORKER;
            case ALL -> true;
        };
    }

    private static String words(NodeSelection selection) {
        return switch (selection.extent()) {
            case HEAD -> "head";
            case NODE -> "node '" + selection.name() + "'";
            case ADDRESS -> "node at '" + selection.name() + "'";
            case WORKERS -> "worker";
            case ALL -> "node";
        };
    }

    @Override
    public String toString() {
        return node + " at " + machine.address();
    }
}
