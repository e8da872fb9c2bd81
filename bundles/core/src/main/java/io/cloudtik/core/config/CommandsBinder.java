package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.NodeCommands;
import io.cloudtik.api.model.node.NodeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Resolves the commands of one node type as the original does: those common to all nodes, then those of the node's kind,
 * in whose place a type may have its own.
 */
final class CommandsBinder {

    private final Settings cluster;
    private final NodeKind kind;
    private final Settings type;

    CommandsBinder(Settings cluster, NodeKind kind, Settings type) {
        this.cluster = cluster;
        this.kind = kind;
        this.type = type;
    }

    NodeCommands bind() {
        return new NodeCommands(
                stage("initialization"), stage("setup"), stage("bootstrap"), stage("start"), stage("stop"));
    }

    private List<String> stage(String stage) {
        List<String> commands = new ArrayList<>(cluster.texts(stage + "_commands"));
        commands.addAll(ofKind(stage));
        return commands;
    }

    private List<String> ofKind(String stage) {
        String common = stage + "_commands";
        String ofWorkers = "worker_" + common;
        if (kind == NodeKind.WORKER && type.has(ofWorkers)) {
            return type.texts(ofWorkers);
        }
        // The one stage whose key in a type has no prefix in the original.
        if (stage.equals("bootstrap") && type.has(common)) {
            return type.texts(common);
        }
        return cluster.texts(kind == NodeKind.HEAD ? "head_" + common : ofWorkers);
    }
}
