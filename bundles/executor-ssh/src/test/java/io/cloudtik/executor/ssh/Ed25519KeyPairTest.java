package io.cloudtik.executor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ed25519KeyPairTest {

    @TempDir
    Path folder;

    @Test
    void onlyTheOwnerReadsThePrivateKey() throws IOException {
        Path file = folder.resolve("keys/id");

        String publicKey = Ed25519KeyPair.ensure(file, "me@here");

        assertThat(publicKey).startsWith("ssh-ed25519 AAAA").endsWith(" me@here").hasLineCount(1);
        assertThat(folder.resolve("keys/id.pub")).hasContent(publicKey);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void keepsThePairThatIsThere() throws IOException {
        Path file = folder.resolve("id");
        String first = Ed25519KeyPair.ensure(file, "first");
        byte[] content = Files.readAllBytes(file);

        assertThat(Ed25519KeyPair.ensure(file, "second")).isEqualTo(first);
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void tellsThePublicHalfFromThePrivateKeyAlone() throws IOException {
        Path file = folder.resolve("id");
        String publicKey = Ed25519KeyPair.ensure(file, "mine");
        Files.writeString(folder.resolve("id.pub"), "ssh-ed25519 of-another-key");

        assertThat(publicKey).isEqualTo(new SshExecutorFactory().publicKey(file) + " mine");
    }

    @Test
    void derivesAPublicKeyThatIsMissing() throws IOException {
        Path file = folder.resolve("id");
        String before = Ed25519KeyPair.ensure(file, "same");
        Files.delete(folder.resolve("id.pub"));

        assertThat(Ed25519KeyPair.ensure(file, "same")).isEqualTo(before);
    }

    @Test
    void makesOnePairHoweverManyAskAtOnce() throws Exception {
        Path file = folder.resolve("id");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            answers.add(threads.submit(() -> Ed25519KeyPair.ensure(file, "shared")));
        }

        HashSet<String> distinct = new HashSet<>();
        for (Future<String> answer : answers) {
            distinct.add(answer.get(60, TimeUnit.SECONDS));
        }

        threads.shutdown();
        assertThat(distinct).hasSize(1);
    }

    @Test
    void openSshReadsThePrivateKey() throws Exception {
        Path file = folder.resolve("id");
        String publicKey = Ed25519KeyPair.ensure(file, "comment with words");

        Process keygen;
        try {
            keygen = new ProcessBuilder("ssh-keygen", "-y", "-f", file.toString()).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "ssh-keygen is not installed");
            return;
        }

        assertThat(new String(keygen.getInputStream().readAllBytes()).strip()).isEqualTo(publicKey);
        assertThat(keygen.waitFor()).isZero();
    }
}
