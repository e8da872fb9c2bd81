package io.cloudtik.contracts.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.InvertedShell;

/**
 * What OpenSSH does with the line of an exec request, in a home of the test's choice: the login shell leads a process
 * group of its own where the system can do that, and outlives its channel.
 */
final class HomeShell implements InvertedShell {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path home;
    private final String line;
    private ChannelSession channel;
    private Process process;

    HomeShell(Path home, String line) {
        this.home = home;
        this.line = line;
    }

    static boolean leadsGroups() {
        return Files.isExecutable(SETSID);
    }

    @Override
    public void setSession(ServerSession session) {
        // the channel knows it
    }

    @Override
    public void start(ChannelSession started, Environment environment) throws IOException {
        channel = started;
        List<String> shell = leadsGroups() ? List.of(SETSID.toString(), "sh", "-c", line) : List.of("sh", "-c", line);
        ProcessBuilder builder = new ProcessBuilder(shell).directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        process = builder.start();
    }

    @Override
    public ServerSession getServerSession() {
        return channel.getServerSession();
    }

    @Override
    public ChannelSession getServerChannelSession() {
        return channel;
    }

    @Override
    public OutputStream getInputStream() {
        return process.getOutputStream();
    }

    @Override
    public InputStream getOutputStream() {
        return process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return process.getErrorStream();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public int exitValue() {
        // asked of a live process when its channel is gone, and then nobody hears the answer
        return process.isAlive() ? 0 : process.exitValue();
    }

    @Override
    public void destroy(ChannelSession ended) throws IOException {
        if (process != null) {
            process.getOutputStream().close();
        }
    }

    /** For the end of a test. */
    void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
