package io.cloudtik.provider.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** A user's key pair in OpenSSH form. */
record SshKey(String privateText, String publicText) {

    static SshKey generate() {
        try {
            KeyPair pair = KeyUtils.generateKeyPair("ssh-ed25519", 256);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, text);
            return new SshKey(text.toString(StandardCharsets.US_ASCII), PublicKeyEntry.toString(pair.getPublic()));
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
