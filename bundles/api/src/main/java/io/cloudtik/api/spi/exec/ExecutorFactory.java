package io.cloudtik.api.spi.exec;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.nio.file.Path;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes executors for nodes. One service, with the property {@code name} ({@code ssh}). */
@ConsumerType
public interface ExecutorFactory {

    /**
     * Connects and logs in, or fails: UNAVAILABLE (refused, timed out: the node may be booting), UNAUTHORIZED (the key is
     * not accepted; names user, key file and methods tried), DENIED (the host key differs from the pinned one; shows both
     * fingerprints).
     *
     * @param privateKey a private key file in OpenSSH form, mode 0600
     * @param knownHosts where a host key seen for the first time is recorded, if the access does not tell one
     */
    CommandExecutor connect(NodeAccess access, Path privateKey, Path knownHosts, Duration timeout);

    /**
     * Makes an Ed25519 key pair: the private key in OpenSSH form with mode 0600 in the named file, the public key beside
     * it with {@code .pub}. Does nothing if both are there.
     *
     * @return the public key in OpenSSH form
     */
    String ensureKeyPair(Path privateKey, String comment);

    /**
     * The public half of a private key that somebody brought, in OpenSSH form, from the private key alone.
     *
     * @throws io.cloudtik.api.problem.PlatformException UNAUTHORIZED if it cannot be read, or not without a passphrase
     */
    default String publicKey(Path privateKey) {
        throw new PlatformException(Kind.INVALID, "this way to nodes knows no keys but those it makes");
    }
}
