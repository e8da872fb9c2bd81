package io.cloudtik.contracts.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Tunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Runs nothing: it records commands, keeps files in memory and answers as it was told; what it was not told succeeds
 * without output. A tunnel leads to the very port it was asked for, on this machine.
 */
public final class RecordingExecutor implements CommandExecutor {

    private final List<Command> commands = new ArrayList<>();
    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private boolean closed;

    /** What was uploaded last to a path. */
    public record StoredFile(byte[] content, int mode) {

        public StoredFile {
            content = content.clone();
        }

        @Override
        public byte[] content() {
            return content.clone();
        }

        public String text() {
            return new String(content, UTF_8);
        }
    }

    private record Answer(Predicate<Command> matches, Function<Command, CommandResult> result) {}

    /** Answers matching commands so from now on; the answer told last goes first. May throw what the node would. */
    public synchronized RecordingExecutor answer(
            Predicate<Command> matches, Function<Command, CommandResult> result) {
        answers.add(0, new Answer(matches, result));
        return this;
    }

    /** Answers commands whose arguments or script contain the text. */
    public RecordingExecutor answer(String text, CommandResult result) {
        return answer(command -> command.argv().stream().anyMatch(word -> word.contains(text))
                || command.stdin().contains(text), command -> result);
    }

    /** A file that is on the node before anybody uploads. */
    public synchronized RecordingExecutor withFile(String path, String text) {
        files.put(TransferPath.check(path), new StoredFile(text.getBytes(UTF_8), 0600));
        return this;
    }

    public synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    /** The files by path, in the order of their first upload. */
    public synchronized Map<String, StoredFile> files() {
        return new LinkedHashMap<>(files);
    }

    public synchronized Optional<StoredFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public CommandResult run(Command command) {
        return record(command).result().apply(command);
    }

    private synchronized Answer record(Command command) {
        checkOpen();
        commands.add(command);
        return answers.stream()
                .filter(answer -> answer.matches().test(command))
                .findFirst()
                .orElseGet(() -> new Answer(any -> true, any -> new CommandResult(0, "", "")));
    }

    @Override
    public int stream(Command command, OutputSink sink) {
        CommandResult result = run(command);
        byte[] stdout = result.stdout().getBytes(UTF_8);
        byte[] stderr = result.stderr().getBytes(UTF_8);
        if (stdout.length > 0) {
            sink.stdout(stdout, stdout.length);
        }
        if (stderr.length > 0) {
            sink.stderr(stderr, stderr.length);
        }
        return result.exitCode();
    }

    @Override
    public synchronized void upload(byte[] content, String remotePath, int mode) {
        checkOpen();
        files.put(TransferPath.check(remotePath), new StoredFile(content, mode));
    }

    @Override
    public void upload(Path file, String remotePath, int mode) {
        TransferPath.check(remotePath);
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, "cannot read " + file + ": " + e, e);
        }
        upload(content, remotePath, mode);
    }

    @Override
    public synchronized void download(String remotePath, Path file) {
        checkOpen();
        StoredFile stored = file(TransferPath.check(remotePath))
                .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND, "no file '" + remotePath + "'"));
        try {
            Files.write(file, stored.content);
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, "cannot write " + file + ": " + e, e);
        }
    }

    @Override
    public synchronized Tunnel forward(String host, int port) {
        checkOpen();
        return new Tunnel() {
            @Override
            public int localPort() {
                return port;
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new PlatformException(Kind.UNAVAILABLE, "this executor is closed");
        }
    }
}
