package io.cloudtik.provider.local;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Session.Command;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** A connection to a node as core makes it: with the pinned host key. */
final class SshLogin implements AutoCloseable {

    record Result(int exitCode, String out, String err) {}

    private final SSHClient client;

    SshLogin(NodeAccess access, SshKey key) throws IOException {
        this(access, access.user(), key);
    }

    SshLogin(NodeAccess access, String user, SshKey key) throws IOException {
        client = new SSHClient();
        client.addHostKeyVerifier(new PinnedKey(access.hostKey().orElseThrow()));
        client.connect(access.host(), access.port());
        OpenSSHKeyV1KeyFile keys = new OpenSSHKeyV1KeyFile();
        keys.init(key.privateText(), key.publicText());
        try {
            client.authPublickey(user, keys);
        } catch (IOException refused) {
            client.close();
            throw refused;
        }
    }

    SSHClient client() {
        return client;
    }

    Result run(String command) throws IOException {
        return run(command, new byte[0]);
    }

    Result run(String command, byte[] input) throws IOException {
        try (Session session = client.startSession(); Command running = session.exec(command)) {
            CompletableFuture<String> err = inThread(() -> text(running.getErrorStream()));
            CompletableFuture<String> out = inThread(() -> text(running.getInputStream()));
            if (input.length > 0) {
                try (OutputStream in = running.getOutputStream()) {
                    in.write(input);
                    in.flush(); // Closing alone would drop what a full window has not let through yet.
                }
            }
            running.join(60, TimeUnit.SECONDS);
            return new Result(running.getExitStatus(), out.join(), err.join());
        }
    }

    private static CompletableFuture<String> inThread(Supplier<String> reading) {
        return CompletableFuture.supplyAsync(reading, work -> new Thread(work, "reads-output").start());
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private record PinnedKey(String expected) implements HostKeyVerifier {

        @Override
        public boolean verify(String host, int port, PublicKey key) {
            byte[] wire = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
            return expected.equals("ssh-ed25519 " + Base64.getEncoder().encodeToString(wire));
        }

        @Override
        public List<String> findExistingAlgorithms(String host, int port) {
            return List.of("ssh-ed25519");
        }
    }
}
