package io.cloudtik.provider.local.host;

import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The nodes' Ed25519 host keys, in OpenSSH form, in the keys folders of their workspaces. */
final class HostKeys {

    private final LocalRoot root;

    HostKeys(LocalRoot root) {
        this.root = root;
    }

    KeyPair create(String workspace, String id) throws IOException {
        try {
            KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, id, null, text);
            DurableFiles.write(file(workspace, id), text.toString(StandardCharsets.US_ASCII));
            return pair;
        } catch (GeneralSecurityException failure) {
            throw new IOException("cannot make a host key for " + id, failure);
        }
    }

    KeyPair read(String workspace, String id) throws IOException {
        Path file = file(workspace, id);
        try (var text = Files.newInputStream(file)) {
            return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(id), text, null).iterator().next();
        } catch (GeneralSecurityException failure) {
            throw new IOException("'" + file + "' is no host key", failure);
        }
    }

    void delete(String workspace, String id) throws IOException {
        DurableFiles.delete(file(workspace, id));
    }

    /** Removes a key of which only the node is known. */
    void deleteEverywhere(String id) throws IOException {
        try (DirectoryStream<Path> workspaces = Files.newDirectoryStream(root.workspaces())) {
            for (Path workspace : workspaces) {
                delete(workspace.getFileName().toString(), id);
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }

    static String publicText(KeyPair pair) {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    private Path file(String workspace, String id) {
        return root.keys(workspace).resolve(id);
    }
}
