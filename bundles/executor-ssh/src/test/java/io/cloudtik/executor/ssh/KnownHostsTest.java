package io.cloudtik.executor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {

    private static final HostKey ONE = new HostKey("ssh-ed25519", "b25l");
    private static final HostKey TWO = new HostKey("ssh-rsa", "dHdv");

    @TempDir
    Path folder;

    @Test
    void recordsTheFirstKeyOfEachHostAndPort() {
        Path file = folder.resolve("known_hosts");

        new KnownHosts(file).check("10.0.0.1", 22, ONE);
        new KnownHosts(file).check("10.0.0.1", 2222, TWO);
        new KnownHosts(file).check("10.0.0.1", 22, ONE);

        assertThat(file).hasContent("10.0.0.1 ssh-ed25519 b25l\n[10.0.0.1]:2222 ssh-rsa dHdv\n");
    }

    @Test
    void refusesAnotherKeyOfAKnownHostAndShowsBoth() {
        KnownHosts hosts = new KnownHosts(folder.resolve("known_hosts"));
        hosts.check("host", 22, ONE);

        assertThatThrownBy(() -> hosts.check("host", 22, TWO))
                .asInstanceOf(type(PlatformException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
                .satisfies(e -> assertThat(e).hasMessageContaining("host:22")
                        .hasMessageContaining(ONE.fingerprint())
                        .hasMessageContaining(TWO.fingerprint()));
        assertThat(hosts.expected("host", 22)).containsExactly(ONE);
    }

    @Test
    void readsWhatOpenSshWrites() throws IOException {
        Path file = Files.writeString(folder.resolve("known_hosts"),
                "# a comment\n\n|1|hashed|entry ssh-rsa AAAA\nhost,10.0.0.1 ssh-ed25519 b25l comment\nhost ssh-rsa dHdv\n");

        KnownHosts hosts = new KnownHosts(file);

        assertThat(hosts.expected("host", 22)).containsExactly(ONE, TWO);
        assertThat(hosts.expected("10.0.0.1", 22)).containsExactly(ONE);
        assertThat(hosts.expected("10.0.0.1", 23)).isEmpty();
    }

    @Test
    void losesNoneOfManyHostsRecordedAtOnce() throws Exception {
        Path file = folder.resolve("known_hosts");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String host = "host-" + i;
            records.add(threads.submit(() -> new KnownHosts(file).check(host, 22, ONE)));
        }

        for (Future<?> record : records) {
            record.get(60, TimeUnit.SECONDS);
        }

        threads.shutdown();
        assertThat(file).content().hasLineCount(40);
    }
}
