package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorKeyTest {

    @TempDir private Path folder;

    private Path home;
    private Path key;

    @BeforeEach
    void makeKey() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        key = Files.writeString(home.resolve("id"), "secret of ann");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private Optional<OperatorKey> read(String... auth) {
        return OperatorKey.read(spec(auth), folder, home, new Keys());
    }

    private static ClusterSpec spec(String... auth) {
        Map<String, String> block = new TreeMap<>();
        for (int i = 0; i < auth.length; i += 2) {
            block.put(auth[i], auth[i + 1]);
        }
        return new ClusterSpec(
                new WorkspaceName("lab"), new ClusterName("demo"), "local", Settings.empty(),
                new AuthSpec(Optional.empty(), Optional.empty(), Optional.ofNullable(block.get("ssh_private_key"))),
                List.of(), 0, List.of(), Settings.of(Map.of("auth", block)));
    }

    private static void refuses(String what, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(InvalidInputException.class).hasMessageContaining(what);
    }

    @Test
    void isTheKeyThatTheFileNamesWhereverItLies() {
        assertThat(read()).isEmpty();
        assertThat(read("ssh_private_key", "~/id")).contains(new OperatorKey(key, "ssh-ed25519 of-ann"));
        assertThat(read("ssh_private_key", "home/id")).contains(new OperatorKey(key, "ssh-ed25519 of-ann"));
        assertThat(read("ssh_private_key", key.toString())).isPresent();
    }

    @Test
    void takesThePublicHalfIfItIsThat() throws IOException {
        Files.writeString(home.resolve("id.pub"), "ssh-ed25519 of-ann ann@home\n");
        Files.writeString(home.resolve("other.pub"), "ssh-ed25519 of-ben\n");

        assertThat(read("ssh_private_key", "~/id", "ssh_public_key", "~/id.pub")).isPresent();
        refuses("'~/other.pub' is not the public half", () -> read("ssh_private_key", "~/id", "ssh_public_key", "~/other.pub"));
        refuses("there is no key '~/none.pub'", () -> read("ssh_private_key", "~/id", "ssh_public_key", "~/none.pub"));
    }

    @Test
    void saysWhyAKeyCannotBeUsed() throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(home.resolve("locked"), "locked"), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(
                Files.writeString(home.resolve("open"), "secret of ann"), PosixFilePermissions.fromString("rw-r--r--"));

        refuses("there is no key '~/none' that can be read", () -> read("ssh_private_key", "~/none"));
        refuses("there is no key '~' that can be read", () -> read("ssh_private_key", "~"));
        refuses("others than you may read or write the key '~/open' (chmod 600", () -> read("ssh_private_key", "~/open"));
        refuses("'~/locked' cannot be used to log in: it has a passphrase", () -> read("ssh_private_key", "~/locked"));
    }

    @Test
    void staysTheSameAsLongAsAClusterRuns() {
        Optional<OperatorKey> own = read("ssh_private_key", "~/id");

        OperatorKey.requireSame(spec(), own, Optional.of(key));
        OperatorKey.requireSame(spec(), Optional.empty(), Optional.empty());

        refuses("runs with a key of its own, and its nodes know no other (leave ssh_private_key out, or",
                () -> OperatorKey.requireSame(spec("ssh_private_key", "~/id"), own, Optional.empty()));
        refuses("runs with the key " + key + ", and its nodes know no other (write ssh_private_key: " + key,
                () -> OperatorKey.requireSame(spec(), Optional.empty(), Optional.of(key)));
    }

    private static final class Keys implements ExecutorFactory {

        @Override
        public CommandExecutor connect(NodeAccess access, Path privateKey, Path knownHosts, Duration timeout) {
            throw new AssertionError("nobody logs in");
        }

        @Override
        public String ensureKeyPair(Path privateKey, String comment) {
            throw new AssertionError("no key is made");
        }

        @Override
        public String publicKey(Path privateKey) {
            try {
                String text = Files.readString(privateKey);
                if (text.equals("locked")) {
                    throw new PlatformException(Kind.UNAUTHORIZED, "it has a passphrase");
                }
                return "ssh-ed25519 " + text.replace("secret ", "").replace(' ', '-');
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
