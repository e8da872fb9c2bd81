package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.Wish;
import io.cloudtik.core.files.HeadFileSource;
import io.cloudtik.core.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the bootstrap left on the head for the cluster controller. */
final class HeadFiles {

    private static final String EPOCH_FILE = "cluster/epoch";

    private final Path home;
    private final RecordCodec codec;
    private final HeadFileSource userFiles;

    HeadFiles(Installation installation, RecordCodec codec) {
        this.home = installation.home();
        this.codec = codec;
        this.userFiles = new HeadFileSource(home.toAbsolutePath().getParent(), home);
    }

    NodeIdentity identity() {
        return codec.decode(read(ControlPlane.IDENTITY_FILE), NodeIdentity.class);
    }

    StateAddress stateAddress() {
        return StateAddress.ofProperties(read(ControlPlane.STATE_FILE));
    }

    Settings cluster() {
        return codec.decode(read(ControlPlane.CLUSTER_FILE), Settings.class);
    }

    /** What the references in the cluster's settings stand for. */
    SecretValues secrets() {
        return Files.exists(home.resolve(ControlPlane.SECRETS_FILE))
                ? codec.decode(read(ControlPlane.SECRETS_FILE), SecretValues.class)
                : SecretValues.NONE;
    }

    /**
     * Replaces the cluster's settings and secrets. Whenever this ends, there are the old settings or the new ones, and the
     * secrets that they refer to.
     */
    void writeCluster(Wish wish) {
        write(ControlPlane.SECRETS_FILE, codec.encode(secrets().and(wish.secrets())));
        write(ControlPlane.CLUSTER_FILE, codec.encode(wish.settings()));
        write(ControlPlane.SECRETS_FILE, codec.encode(wish.secrets()));
    }

    /** The highest epoch of a controller of this head; 0 before the first. Outlives the shared state. */
    long lastEpoch() {
        return Files.exists(home.resolve(EPOCH_FILE)) ? Long.parseLong(read(EPOCH_FILE).strip()) : 0;
    }

    void writeEpoch(long epoch) {
        write(EPOCH_FILE, epoch + "\n");
    }

    private void write(String file, String text) {
        Path target = home.resolve(file);
        try {
            PrivateFile.write(target, text);
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, target + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The user's files, as they lie on the head: the container's home is a folder in the login user's. */
    HeadFileSource userFiles() {
        return userFiles;
    }

    Secret controlToken() {
        return Secret.of(read(ControlPlane.TOKEN_FILE).strip());
    }

    String clientPublicKey() {
        return read(ControlPlane.CLIENT_KEY_FILE).strip();
    }

    Path privateKey() {
        return home.resolve(ControlPlane.HEAD_KEY_FILE);
    }

    Path knownHosts() {
        return home.resolve("cluster/known_hosts");
    }

    private String read(String file) {
        Path path = home.resolve(file);
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, "the head's file " + path + " cannot be read: " + e.getMessage(), e)
                    .withRemedy("run cloudtik start again: it writes the head's files");
        }
    }
}
