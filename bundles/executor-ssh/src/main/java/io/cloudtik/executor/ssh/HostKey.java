package io.cloudtik.executor.ssh;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;

/**
 * A public key as OpenSSH writes it.
 *
 * @param type such as {@code ssh-ed25519}
 * @param base64 the key's bytes
 */
record HostKey(String type, String base64) {

    private static final String RSA = "ssh-rsa";

    static HostKey of(PublicKey key) {
        byte[] bytes = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        return new HostKey(KeyType.fromKey(key).toString(), Base64.getEncoder().encodeToString(bytes));
    }

    /** Reads {@code type base64 comment}. */
    static HostKey parse(String text) {
        String[] words = text.strip().split("\\s+", 3);
        if (words.length < 2) {
            throw new IllegalArgumentException("'" + text + "' is no public key in OpenSSH form");
        }
        byte[] bytes = Base64.getDecoder().decode(words[1]);
        return new HostKey(words[0], Base64.getEncoder().encodeToString(bytes));
    }

    /** The names under which a server offers a key of this type. */
    List<String> algorithms() {
        return type.equals(RSA) ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type);
    }

    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return type + " " + base64;
    }
}
