package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * This machine as the head of the cluster that is asked about: a command that runs on it needs nothing of the person who
 * brought the cluster up, since a head reaches its nodes, itself too, with a key of its own.
 */
final class OwnHead implements ClusterKeys {

    private final Path home;
    private final RecordCodec codec;
    private final NodeIdentity identity;

    private OwnHead(Path home, RecordCodec codec, NodeIdentity identity) {
        this.home = home;
        this.codec = codec;
        this.identity = identity;
    }

    /** Empty if this machine is no head. */
    static Optional<OwnHead> find(Installation installation, RecordCodec codec) {
        Path home = installation.home();
        if (!Files.isRegularFile(home.resolve(ControlPlane.IDENTITY_FILE))) {
            return Optional.empty();
        }
        NodeIdentity identity = codec.decode(read(home.resolve(ControlPlane.IDENTITY_FILE)), NodeIdentity.class);
        return identity.kind() == NodeKind.HEAD ? Optional.of(new OwnHead(home, codec, identity)) : Optional.empty();
    }

    /** Empty if this machine is no head, or that of another cluster. */
    static Optional<OwnHead> find(Installation installation, RecordCodec codec, ClusterSpec spec) {
        return find(installation, codec)
                .filter(head -> head.identity.cluster().equals(spec.name()))
                .filter(head -> head.identity.workspace().equals(spec.workspace()));
    }

    /** The specification it was brought up with, and keeps. */
    Path file() {
        return home.resolve(ControlPlane.CLUSTER_FILE);
    }

    NodeIdentity identity() {
        return identity;
    }

    /** What the references in the specification stand for, as they came with it. */
    SecretValues references() {
        Path file = home.resolve(ControlPlane.SECRETS_FILE);
        return Files.exists(file) ? codec.decode(read(file), SecretValues.class) : SecretValues.NONE;
    }

    @Override
    public boolean exists() {
        return Files.exists(privateKey());
    }

    @Override
    public Path privateKey() {
        return home.resolve(ControlPlane.HEAD_KEY_FILE);
    }

    @Override
    public Path knownHosts() {
        return home.resolve("cluster/known_hosts");
    }

    @Override
    public Optional<Secret> controlToken() {
        return Optional.of(Secret.of(read(home.resolve(ControlPlane.TOKEN_FILE)).strip()));
    }

    @Override
    public List<Secret> secrets() {
        Secret state = StateAddress.ofProperties(read(home.resolve(ControlPlane.STATE_FILE))).password();
        return List.of(controlToken().orElseThrow(), state);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, "the head's file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
