package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.Request;
import net.schmizz.sshj.sftp.Response;
import net.schmizz.sshj.sftp.SFTPEngine;

/** A new remote file that can be written through to the disk, so that a rename never names an empty file after a crash. */
final class DurableRemoteFile extends RemoteFile {

    private DurableRemoteFile(SFTPEngine sftp, String path, byte[] handle) {
        super(sftp, path, handle);
    }

    /** Fails if there is one. */
    static DurableRemoteFile create(SFTPEngine sftp, String path, FileAttributes attributes) throws IOException {
        int modes = OpenMode.toMask(EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.EXCL));
        Request open = sftp.newRequest(PacketType.OPEN)
                .putString(path, UTF_8)
                .putUInt32(modes)
                .putFileAttributes(attributes);
        byte[] handle = answer(sftp, open).ensurePacketTypeIs(PacketType.HANDLE).readBytes();
        return new DurableRemoteFile(sftp, path, handle);
    }

    /** Where the server can. */
    void sync() throws IOException {
        if (requester.supportsServerExtension("fsync", "openssh.com")) {
            answer(requester, requester.newExtendedRequest("fsync@openssh.com").putString(handle))
                    .ensureStatusPacketIsOK();
        }
    }

    private static Response answer(SFTPEngine sftp, Request request) throws IOException {
        return sftp.request(request).retrieve(sftp.getTimeoutMs(), TimeUnit.MILLISECONDS);
    }
}
