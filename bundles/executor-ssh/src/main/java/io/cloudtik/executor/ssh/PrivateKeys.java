package io.cloudtik.executor.ssh;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** Reads private keys in OpenSSH's form, and in the PEM forms that clouds hand out. */
final class PrivateKeys {

    private PrivateKeys() {}

    /**
     * Only the file itself counts: sshj would take the public half from a {@code .pub} beside it, and a stale one would
     * look like a refused login.
     */
    static KeyPair read(Path file) {
        try (SSHClient reader = new SSHClient(SshAlgorithms.config())) {
            KeyProvider key = reader.loadKeys(Files.readString(file), null, null);
            return new KeyPair(key.getPublic(), key.getPrivate());
        } catch (KeyDecryptionFailedException e) {
            throw unusable(file, "it has a passphrase", e);
        } catch (IOException | SSHRuntimeException e) {
            throw unusable(file, e.toString(), e);
        }
    }

    private static PlatformException unusable(Path file, String why, Exception cause) {
        return new PlatformException(Kind.UNAUTHORIZED, "the private key " + file + " cannot be used: " + why, cause)
                .withRemedy("It must be readable, in OpenSSH or PEM form, and without a passphrase.");
    }
}
