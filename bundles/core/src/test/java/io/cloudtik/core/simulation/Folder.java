package io.cloudtik.core.simulation;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.core.control.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the bootstrap leaves on a head, and a distribution of a few bytes. One for each world. */
final class Folder implements AutoCloseable {

    static final NodeIdentity HEAD = new NodeIdentity(
            new NodeId("demo-head"), NodeKind.HEAD, new NodeTypeName("head.default"), "10.0.0.1", "10.0.0.1",
            new WorkspaceName("lab"), new ClusterName("demo"), new ClusterUuid("00000000-0000-0000-0000-000000000001"),
            Optional.empty());

    static final int WORKERS = 4;

    private static final String CLUSTER = """
            {
              "cluster_name": "demo",
              "workspace_name": "lab",
              "provider": {"type": "simulated"},
              "max_workers": 100,
              "available_node_types": {
                "head.default": {"resources": {"CPU": 2, "memory": "4G"}},
                "worker.default": {
                  "min_workers": %d,
                  "max_workers": 100,
                  "resources": {"CPU": 2, "memory": "4G"},
                  "node_config": {"spot": true}
                }
              }
            }
            """;

    private final Path home;

    Folder(Path home, RecordCodec codec) {
        this.home = home;
        write(ControlPlane.IDENTITY_FILE, codec.encode(HEAD));
        write(ControlPlane.STATE_FILE, new StateAddress(HEAD.clusterUuid().value(), HEAD.address(), 6789, List.of(6790),
                StateAddress.CONTROLLER, Secret.of("password")).toProperties());
        write(ControlPlane.CLUSTER_FILE, CLUSTER.formatted(WORKERS));
        write(ControlPlane.CLIENT_KEY_FILE, "ssh-ed25519 AAAA client\n");
        write("dist/etc/worker.bundles", "a.jar\n");
        write("dist/bundles/a.jar", "a");
        write("dist/bin/cloudtik-container", "#!/bin/sh\n");
        write("dist/lib/launcher.jar", "l");
    }

    private void write(String file, String content) {
        try {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes it: there may be 100,000 worlds. */
    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Installation installation() {
        return new Installation() {
            @Override
            public String version() {
                return "0";
            }

            @Override
            public Role role() {
                return Role.HEAD;
            }

            @Override
            public Path home() {
                return home;
            }

            @Override
            public Path distribution() {
                return home.resolve("dist");
            }

            @Override
            public Path cache() {
                return home.resolve("cache");
            }
        };
    }
}
