package io.cloudtik.executor.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.InvertedShell;

/** What a login shell does with the line of an exec request, in a home of the test's choice. */
final class HomeShell implements InvertedShell {

    private final Path home;
    private final String line;
    private ChannelSession channel;
    private Process process;

    HomeShell(Path home, String line) {
        this.home = home;
        this.line = line;
    }

    @Override
    public void setSession(ServerSession session) {
        // the channel knows it
    }

    @Override
    public void start(ChannelSession started, Environment environment) throws IOException {
        channel = started;
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).directory(home.toFile());
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
        return process.onExit().join().exitValue();
    }

    @Override
    public void destroy(ChannelSession ended) {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
