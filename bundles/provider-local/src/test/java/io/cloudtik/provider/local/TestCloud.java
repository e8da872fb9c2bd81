package io.cloudtik.provider.local;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.provider.local.client.HostProgram;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A local provider with a root of its own, a workspace and a cluster in it. */
record TestCloud(Path home) implements AutoCloseable {

    static final String WORKSPACE = "trial";

    /** With its workspace. */
    static TestCloud open(Path home) {
        TestCloud cloud = new TestCloud(home);
        cloud.createWorkspace();
        return cloud;
    }

    LocalProvider provider() {
        return new LocalProvider(root().folder(), home.resolve("cache"), program());
    }

    LocalRoot root() {
        return new LocalRoot(home.resolve("local").toAbsolutePath());
    }

    /** The host process as it ships: this bundle with what is flattened into it, and the logging; nothing else. */
    private static HostProgram program() {
        return new HostProgram(Stream.of(LocalProvider.class, org.slf4j.Logger.class, ch.qos.logback.classic.Logger.class,
                        ch.qos.logback.core.Appender.class)
                .map(TestCloud::placeOf)
                .collect(Collectors.joining(File.pathSeparator)));
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void createWorkspace() {
        provider().workspace(new WorkspaceSpec(new WorkspaceName(WORKSPACE), "local", settings()))
                .resources()
                .forEach(WorkspaceResource::create);
    }

    NodeProvider nodes() {
        return provider().nodes(cluster());
    }

    CloudNode launch(String token, SshKey key) {
        try (NodeProvider nodes = nodes()) {
            return nodes.launch(request(token, key));
        }
    }

    /** A node that is held to what it has. */
    CloudNode launch(String token, SshKey key, Resources resources) {
        LaunchRequest any = request(token, key);
        try (NodeProvider nodes = nodes()) {
            return nodes.launch(new LaunchRequest(any.token(), any.name(), any.nodeType(), Optional.of(resources),
                    Settings.of(Map.of("max_processes", 64)), any.tags(), any.authorizedKeys()));
        }
    }

    static LaunchRequest request(String token, SshKey key) {
        return new LaunchRequest(token, "trial-" + token, new NodeTypeName("worker.default"), Optional.empty(), Settings.empty(),
                Map.of(NodeTags.WORKSPACE, WORKSPACE, NodeTags.CLUSTER, "demo"), List.of(key.publicText()));
    }

    List<CloudNode> list() {
        try (NodeProvider nodes = nodes()) {
            return nodes.list().nodes();
        }
    }

    void terminateAll() {
        try (NodeProvider nodes = nodes()) {
            nodes.terminate(list().stream().map(CloudNode::id).collect(Collectors.toSet()));
        }
    }

    /** Terminates all nodes and awaits the end of the host process. */
    @Override
    public void close() {
        terminateAll();
        awaitUntil("the host process is gone", () -> Files.notExists(root().hostAddress()));
    }

    static void awaitUntil(String what, BooleanSupplier condition) {
        Eventually.await(what, Duration.ofSeconds(30), condition);
    }

    static ClusterSpec cluster() {
        NodeTypeSpec head = new NodeTypeSpec(
                new NodeTypeName("head.default"), NodeKind.HEAD, 0, 0, Optional.empty(), Settings.empty());
        return new ClusterSpec(new WorkspaceName(WORKSPACE), new ClusterName("demo"), "local", settings(), AuthSpec.DEFAULT,
                List.of(head), 0, List.of(), Settings.empty());
    }

    private static Settings settings() {
        return Settings.of(Map.of("type", "local"));
    }
}
