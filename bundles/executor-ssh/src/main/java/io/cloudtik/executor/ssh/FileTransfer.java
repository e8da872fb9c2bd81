package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.SessionFactory;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.RenameFlags;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPEngine;
import net.schmizz.sshj.sftp.SFTPException;

/** Moves files by SFTP so that nobody ever finds half of one under its name. */
final class FileTransfer {

    /** What every server takes in one packet. */
    private static final int CHUNK = 32 * 1024;
    /** Requests under way at once, so that a distant node does not cost a round trip for each chunk. */
    private static final int UNDER_WAY = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FOLDER_MODE = 0700;
    private static final int PART_MODE = 0600;

    private final SshConnection connection;
    private final PartFiles parts;

    FileTransfer(SshConnection connection, PartFiles parts) {
        this.connection = connection;
        this.parts = parts;
    }

    void upload(LocalContent content, RemotePath path, int mode) {
        with("putting " + path + " on " + connection.name(), sftp -> put(sftp, content, path, mode));
    }

    void download(RemotePath path, Path file) {
        with("fetching " + path + " from " + connection.name(), sftp -> fetch(sftp, path, file.toAbsolutePath()));
    }

    /** Lets SFTP run in a session of ours: sshj would leave one open that offers no SFTP. */
    private record OneSession(SshConnection connection, CommandChannel session) implements SessionFactory {

        @Override
        public Session startSession() {
            return session;
        }

        @Override
        public InetSocketAddress getRemoteSocketAddress() {
            return connection.client().getRemoteSocketAddress();
        }
    }

    private interface Work {
        void in(SFTPEngine sftp) throws IOException;
    }

    private void with(String what, Work work) {
        try {
            connection.beginSession(Deadline.in(PATIENCE));
        } catch (InterruptedException e) {
            throw SshFailures.interrupted(what, e);
        }
        try {
            CommandChannel session = connection.openChannel();
            try {
                work.in(begin(what, session));
            } finally {
                Quietly.close(session);
            }
        } catch (IOException e) {
            throw failure(what, e);
        } finally {
            connection.endSession();
        }
    }

    private SFTPEngine begin(String what, CommandChannel session) throws IOException {
        SFTPEngine sftp;
        try {
            sftp = new SFTPEngine(new OneSession(connection, session));
        } catch (ConnectionException e) {
            if (e.getCause() == null && session.isOpen()) {
                throw new PlatformException(Kind.DENIED, what + " failed: the SSH server offers no SFTP", e)
                        .withRemedy("let the server's configuration have: Subsystem sftp internal-sftp");
            }
            throw e;
        }
        return sftp.init();
    }

    private static PlatformException failure(String what, IOException cause) {
        if (SshFailures.isInterrupt(cause)) {
            return SshFailures.interrupted(what, cause);
        }
        return new PlatformException(kindOf(cause), what + " failed: " + SshFailures.reason(cause), cause);
    }

    private static Kind kindOf(IOException cause) {
        if (cause instanceof SFTPException answer) {
            return switch (answer.getStatusCode()) {
                case NO_SUCH_FILE, NO_SUCH_PATH -> Kind.NOT_FOUND;
                case PERMISSION_DENIED, WRITE_PROTECT, CANNOT_DELETE -> Kind.DENIED;
                default -> Kind.UNAVAILABLE;
            };
        }
        // of this machine: a folder that may not be written, say, or a disk that is full
        return cause instanceof FileSystemException || cause instanceof LocalFailure ? Kind.INVALID : Kind.UNAVAILABLE;
    }

    private void put(SFTPEngine sftp, LocalContent content, RemotePath path, int mode) throws IOException {
        parts.removeLeft(sftp);
        String part = path.part();
        long now;
        try (InputStream in = content.open()) {
            now = write(sftp, in, part, path, mode);
        } catch (IOException | PlatformException e) {
            // once a write has failed, sshj's stream is not fit for another request
            if (e instanceof SSHException && !isAnswer(e)) {
                parts.leave(part);
            } else {
                parts.discard(sftp, part);
            }
            throw e;
        }
        rename(sftp, part, path);
        parts.removeAbandoned(sftp, path, now);
    }

    /** Whether the server refused, in contrast to a connection that broke. */
    private static boolean isAnswer(Exception failure) {
        return failure instanceof SFTPException sftp && sftp.getStatusCode() != StatusCode.UNKNOWN;
    }

    /**
     * After a failure the session ends, and with it the open file.
     *
     * @return when it was written, by the server's clock, in seconds
     */
    private static long write(SFTPEngine sftp, InputStream in, String part, RemotePath path, int mode)
            throws IOException {
        DurableRemoteFile file = create(sftp, part, path);
        OutputStream out = file.new RemoteFileOutputStream(0, UNDER_WAY);
        long written = copy(in, out, Long.MAX_VALUE);
        out.flush();
        file.setAttributes(withMode(mode));
        file.sync();
        FileAttributes stored = file.fetchAttributes();
        if (stored.getSize() != written) {
            throw new IOException("the server stored " + stored.getSize() + " of " + written + " bytes");
        }
        file.close();
        return stored.getMtime();
    }

    private static DurableRemoteFile create(SFTPEngine sftp, String part, RemotePath path) throws IOException {
        try {
            return DurableRemoteFile.create(sftp, part, withMode(PART_MODE));
        } catch (SFTPException e) {
            if (e.getStatusCode() != StatusCode.NO_SUCH_FILE) {
                throw e;
            }
            for (String folder : path.parents()) {
                makeFolder(sftp, folder);
            }
            return DurableRemoteFile.create(sftp, part, withMode(PART_MODE));
        }
    }

    private static void makeFolder(SFTPEngine sftp, String folder) throws IOException {
        if (exists(sftp, folder)) {
            return;
        }
        try {
            sftp.makeDir(folder, withMode(FOLDER_MODE));
        } catch (SFTPException e) {
            // somebody else may have made it meanwhile
            if (!exists(sftp, folder)) {
                throw e;
            }
        }
    }

    private static boolean exists(SFTPEngine sftp, String path) throws IOException {
        try {
            sftp.stat(path);
            return true;
        } catch (SFTPException e) {
            if (e.getStatusCode() == StatusCode.NO_SUCH_FILE) {
                return false;
            }
            throw e;
        }
    }

    private void rename(SFTPEngine sftp, String part, RemotePath path) throws IOException {
        try {
            if (sftp.supportsServerExtension("posix-rename", "openssh.com")) {
                sftp.rename(part, path.text(), EnumSet.of(RenameFlags.OVERWRITE, RenameFlags.ATOMIC));
            } else {
                replaceInTwoSteps(sftp, part, path.text());
            }
        } catch (SSHException e) {
            if (!isAnswer(e)) {
                parts.leave(part);
                throw new PlatformException(
                        Kind.UNKNOWN, "lost the connection while renaming to " + path + ": " + SshFailures.reason(e), e);
            }
            parts.discard(sftp, part);
            throw e;
        }
    }

    /** For servers whose rename never replaces; a reader may find no file for a moment. */
    private static void replaceInTwoSteps(SFTPEngine sftp, String part, String path) throws IOException {
        if (exists(sftp, path)) {
            sftp.remove(path);
        }
        sftp.rename(part, path, Set.of());
    }

    private static void fetch(SFTPEngine sftp, RemotePath path, Path file) throws IOException {
        RemoteFile source = sftp.open(path.text());
        PrivateFiles.createFolders(file.getParent());
        Path part = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
        try {
            read(source, part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A file that grows meanwhile, such as a log, is fetched as long as it was at first. */
    private static void read(RemoteFile source, Path part) throws IOException {
        long size = source.length();
        InputStream in = source.new ReadAheadRemoteFileInputStream(UNDER_WAY);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            long read = copy(in, new LocalFailure.Writing(part, Channels.newOutputStream(channel)), size);
            if (read != size) {
                throw new IOException("the server sent " + read + " of " + size + " bytes");
            }
            channel.force(true);
        }
    }

    private static long copy(InputStream in, OutputStream out, long limit) throws IOException {
        byte[] buffer = new byte[CHUNK];
        long copied = 0;
        while (copied < limit) {
            int length = in.read(buffer, 0, (int) Math.min(CHUNK, limit - copied));
            if (length < 0) {
                break;
            }
            out.write(buffer, 0, length);
            copied += length;
        }
        return copied;
    }

    private static FileAttributes withMode(int mode) {
        return new FileAttributes.Builder().withPermissions(mode).build();
    }
}
