package io.cloudtik.api.model.cluster;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A cluster as wanted: the bound form of a cluster.yaml.
 *
 * @param provider the provider's type, such as {@code local}
 * @param providerSettings the {@code provider:} block
 * @param nodeTypes head's type first, then workers' in the order of the file
 * @param maxWorkers how many workers the cluster may have over all types
 * @param runtimes in the order in which they are set up; required ones included
 * @param environment what jobs, services and the user's commands find in their environment, in the order of the file; a
 *     value may be a reference to a secret, such as <code>${env:NAME}</code>, and is resolved where it is used
 * @param files what nodes get besides the platform
 * @param retries how often the user's commands are tried again
 * @param java where nodes' Java comes from
 * @param settings the whole tree, for what has no type of its own; references in it are as the user wrote them
 */
public record ClusterSpec(
        WorkspaceName workspace,
        ClusterName name,
        String provider,
        Settings providerSettings,
        AuthSpec auth,
        List<NodeTypeSpec> nodeTypes,
        int maxWorkers,
        List<RuntimeSpec> runtimes,
        Map<String, String> environment,
        FileSync files,
        CommandRetries retries,
        JavaSource java,
        Settings settings) {

    public ClusterSpec {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(providerSettings, "providerSettings");
        Objects.requireNonNull(auth, "auth");
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(java, "java");
        Objects.requireNonNull(settings, "settings");
        nodeTypes = List.copyOf(nodeTypes);
        runtimes = List.copyOf(runtimes);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** A cluster with nothing of a user's own on its nodes. */
    public ClusterSpec(
            WorkspaceName workspace,
            ClusterName name,
            String provider,
            Settings providerSettings,
            AuthSpec auth,
            List<NodeTypeSpec> nodeTypes,
            int maxWorkers,
            List<RuntimeSpec> runtimes,
            Settings settings) {
        this(workspace, name, provider, providerSettings, auth, nodeTypes, maxWorkers, runtimes, Map.of(), FileSync.NONE,
                CommandRetries.DEFAULT, JavaSource.SYSTEM, settings);
    }

    /** The same with other node types. */
    public ClusterSpec withNodeTypes(List<NodeTypeSpec> others) {
        return new ClusterSpec(workspace, name, provider, providerSettings, auth, others, maxWorkers, runtimes, environment,
                files, retries, java, settings);
    }

    public NodeTypeSpec headType() {
        return nodeTypes.get(0);
    }

    public List<NodeTypeSpec> workerTypes() {
        return nodeTypes.subList(1, nodeTypes.size());
    }

    /** @throws IllegalArgumentException if the cluster has no such type */
    public NodeTypeSpec nodeType(NodeTypeName type) {
        return nodeTypes.stream()
                .filter(candidate -> candidate.name().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cluster '" + name + "' has no node type '" + type + "'"));
    }

    /** The name only: environments may be secret. */
    @Override
    public String toString() {
        return "ClusterSpec[" + workspace + "/" + name + "]";
    }

    /** The runtimes of a type's nodes, in order, each with the block that the type's own was laid over. */
    public List<RuntimeSpec> runtimes(NodeTypeName type) {
        Settings own = nodeType(type).runtime();
        return runtimes.stream()
                .filter(runtime -> !own.has("types") || own.texts("types").contains(runtime.name()))
                .map(runtime -> own.has(runtime.name())
                        ? new RuntimeSpec(runtime.name(), runtime.settings().overlaidBy(own.section(runtime.name())))
                        : runtime)
                .toList();
    }

    /** The environment on a type's nodes: the cluster's, and the type's own over it. */
    public Map<String, String> environment(NodeTypeName type) {
        Map<String, String> result = new LinkedHashMap<>(environment);
        result.putAll(nodeType(type).runtime().textMap("envs"));
        return Collections.unmodifiableMap(result);
    }
}
