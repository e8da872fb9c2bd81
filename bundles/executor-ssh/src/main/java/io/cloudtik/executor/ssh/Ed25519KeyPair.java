package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes key pairs in the files and forms that OpenSSH uses. */
final class Ed25519KeyPair {

    private static final Logger LOG = LoggerFactory.getLogger(Ed25519KeyPair.class);
    private static final String TYPE = "ssh-ed25519";
    private static final int KEY_LENGTH = 32;
    private static final int BLOCK = 8;

    private Ed25519KeyPair() {}

    /** The public key of the pair in these files, which is made if it is not there. */
    static String ensure(Path privateKey, String comment) {
        if (comment.lines().count() > 1) {
            throw new PlatformException(Kind.INVALID, "the comment of a key is one line, not '" + comment + "'");
        }
        Path file = privateKey.toAbsolutePath();
        Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
        try {
            if (Files.notExists(file)) {
                make(file, comment);
            }
            if (Files.notExists(publicFile)) {
                String text = HostKey.of(PrivateKeys.read(file).getPublic()) + " " + comment;
                PrivateFiles.replace(publicFile, (text.strip() + "\n").getBytes(UTF_8));
            }
            return Files.readString(publicFile).strip();
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, "cannot keep a key pair in " + file + ": " + e, e);
        }
    }

    private static void make(Path file, String comment) throws IOException {
        PrivateFiles.createFolders(file.getParent());
        try {
            PrivateFiles.create(file, openSsh(generate(), comment).getBytes(US_ASCII));
            LOG.info("made the key pair {}", file);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("somebody else made {} meanwhile; it is as good", file);
        }
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    /** The form is written down in OpenSSH's PROTOCOL.key. */
    private static String openSsh(KeyPair pair, String comment) {
        byte[] spki = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(spki, spki.length - KEY_LENGTH, spki.length);
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        int check = new SecureRandom().nextInt();
        Buffer.PlainBuffer secret = new Buffer.PlainBuffer()
                .putUInt32FromInt(check)
                .putUInt32FromInt(check)
                .putString(TYPE)
                .putBytes(point)
                .putBytes(concatenated(seed, point))
                .putString(comment);
        for (byte padding = 1; secret.available() % BLOCK != 0; padding++) {
            secret.putByte(padding);
        }
        byte[] whole = new Buffer.PlainBuffer()
                .putRawBytes("openssh-key-v1\0".getBytes(US_ASCII))
                .putString("none")
                .putString("none")
                .putString("")
                .putUInt32FromInt(1)
                .putBytes(new Buffer.PlainBuffer().putString(TYPE).putBytes(point).getCompactData())
                .putBytes(secret.getCompactData())
                .getCompactData();
        String base64 = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(whole);
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + base64 + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
