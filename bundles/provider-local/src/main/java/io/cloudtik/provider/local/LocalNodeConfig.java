package io.cloudtik.provider.local;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.provider.local.folder.NodeLimits;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The provider's block of a node type, and what it and the type's resources come to as limits. */
record LocalNodeConfig(Settings settings) {

    static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "enforce_resources": {
                  "type": "boolean",
                  "default": true,
                  "description": "Whether the type's resources are limits of all that runs on its nodes, where control groups can be made"
                },
                "max_processes": {
                  "type": "integer",
                  "minimum": 256,
                  "maximum": 4194304,
                  "default": 8192,
                  "description": "How many processes, threads counted, a node may have at once, where control groups can be made"
                },
                "instance_type": {
                  "type": ["string", "object"],
                  "x-unsupported": "say what a node has in the type's resources, such as {CPU: 2, memory: 4G}"
                },
                "data_disks": {"type": "array", "x-unsupported": "a node's files are in its folder on this machine"},
                "data_dirs": {"type": "array", "x-unsupported": "every node sees this machine's folders as they are"}
              },
              "additionalProperties": false
            }
            """;

    private static final String ENFORCE = "enforce_resources";
    private static final String PROCESSES = "max_processes";
    /** A head's container and its two stores take some 150 MiB, and setting it up as much again for a moment. */
    private static final DataSize LEAST_MEMORY = DataSize.ofMebibytes(384);

    /** Without resources a node may take what the machine has, as it measures itself then. */
    NodeLimits limits(Optional<Resources> resources) {
        Optional<Resources> held = resources.filter(any -> enforces());
        OptionalInt cpus = held.filter(any -> any.cpus() > 0).stream().mapToInt(Resources::cpus).findFirst();
        OptionalLong memory = held.filter(any -> any.memory().bytes() > 0).stream()
                .mapToLong(any -> any.memory().bytes())
                .findFirst();
        int processes = settings.integer(PROCESSES).map(Long::intValue).orElse(NodeLimits.DEFAULT_PROCESSES);
        return new NodeLimits(cpus, memory, processes);
    }

    private boolean enforces() {
        return settings.flag(ENFORCE).orElse(true);
    }

    static Problems check(ClusterSpec spec) {
        return new Problems(spec.nodeTypes().stream()
                .flatMap(type -> tooLittleMemory(type, spec.settings()).stream())
                .toList());
    }

    private static Optional<Problem> tooLittleMemory(NodeTypeSpec type, Settings file) {
        Settings resources = file.section("available_node_types").section(type.name().value()).section("resources");
        return type.resources()
                .filter(any -> new LocalNodeConfig(type.nodeConfig()).enforces())
                .map(Resources::memory)
                .filter(memory -> memory.bytes() > 0 && memory.compareTo(LEAST_MEMORY) < 0)
                .map(memory -> Problem.warning(resources.place("memory"), resources.path("memory"),
                        "nodes of type '" + type.name() + "' have " + memory + " of memory, and CloudTik's own processes on a node "
                                + "can need up to " + LEAST_MEMORY + ": they are killed where the limit is enforced",
                        "give it more, or set " + ENFORCE + ": false in its node_config"));
    }
}
