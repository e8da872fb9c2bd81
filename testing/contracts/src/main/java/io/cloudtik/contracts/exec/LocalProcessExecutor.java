package io.cloudtik.contracts.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.ShellQuoting;
import io.cloudtik.api.spi.exec.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Real processes and files below a folder that plays the home of a node's login user. */
public final class LocalProcessExecutor implements CommandExecutor {

    private final Path home;
    private final Map<String, String> environment;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "local-process");
        thread.setDaemon(true);
        return thread;
    });

    /** @param environment what the login user's environment has besides this process's and HOME */
    public LocalProcessExecutor(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public int stream(Command command, OutputSink sink) {
        checkOpen();
        Process process = null;
        try {
            byte[] script = script(command);
            process = start(script.length);
            return await(process, script, command, sink);
        } catch (IOException e) {
            throw new PlatformException(Kind.UNKNOWN, "lost the process of " + program(command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNKNOWN, "interrupted while " + program(command) + " ran", e);
        } finally {
            if (process != null) {
                end(process);
            }
        }
    }

    /**
     * The command is read by {@code sh} from standard input: there it is bytes, while the JVM would spell an argument in
     * the charset of its locale.
     */
    private static byte[] script(Command command) {
        StringBuilder script = new StringBuilder();
        command.environment().forEach((name, value) ->
                script.append("export ").append(name).append('=').append(ShellQuoting.quote(value)).append('\n'));
        return script.append("exec ").append(ShellQuoting.quote(command.argv())).toString().getBytes(UTF_8);
    }

    private Process start(int scriptLength) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", "eval \"$(dd bs=1 count=" + scriptLength + " 2>/dev/null)\"");
        builder.directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private int await(Process process, byte[] script, Command command, OutputSink sink)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + command.timeout().toNanos();
        CompletionService<Void> streams = new ExecutorCompletionService<>(threads);
        threads.submit(() -> feed(process, script, command.stdin().getBytes(UTF_8)));
        Object turn = new Object();
        streams.submit(() -> pump(process.getInputStream(), turn, sink::stdout));
        streams.submit(() -> pump(process.getErrorStream(), turn, sink::stderr));
        for (int open = 2; open > 0; open--) {
            Future<Void> ended = streams.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (ended == null) {
                throw tookTooLong(command);
            }
            rethrowFailureOf(ended);
        }
        if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw tookTooLong(command);
        }
        return process.exitValue();
    }

    private static Void feed(Process process, byte[] script, byte[] stdin) throws IOException {
        try (OutputStream out = process.getOutputStream()) {
            out.write(script);
            out.write(stdin);
        }
        return null;
    }

    private static Void pump(InputStream in, Object turn, BiConsumer<byte[], Integer> sink) throws IOException {
        byte[] buffer = new byte[8192];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            synchronized (turn) {
                sink.accept(buffer, length);
            }
        }
        return null;
    }

    private static void rethrowFailureOf(Future<Void> ended) throws IOException, InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException lost) {
                throw lost;
            }
            throw new IllegalStateException("the sink failed", e.getCause());
        }
    }

    private static PlatformException tookTooLong(Command command) {
        return new PlatformException(
                Kind.UNAVAILABLE,
                program(command) + " did not end within "
                        + command.timeout().toString().substring(2).toLowerCase() + " and was ended");
    }

    private static String program(Command command) {
        return "'" + command.argv().get(0) + "'";
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void upload(byte[] content, String remotePath, int mode) {
        place(remotePath, mode, part -> Files.write(part, content));
    }

    @Override
    public void upload(Path file, String remotePath, int mode) {
        TransferPath.check(remotePath);
        if (!Files.isReadable(file)) {
            throw new PlatformException(Kind.INVALID, "cannot read " + file);
        }
        place(remotePath, mode, part -> Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING));
    }

    private interface Content {
        void writeTo(Path part) throws IOException;
    }

    private void place(String remotePath, int mode, Content content) {
        checkOpen();
        Path target = home.resolve(TransferPath.check(remotePath));
        Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            createFolders(home.relativize(target.getParent()));
            try {
                Files.createFile(part, PosixFilePermissions.asFileAttribute(permissions(0600)));
                content.writeTo(part);
                Files.setPosixFilePermissions(part, permissions(mode));
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot write " + target + ": " + e, e);
        }
    }

    private void createFolders(Path relative) throws IOException {
        Path folder = home;
        for (Path name : relative) {
            folder = folder.resolve(name);
            if (Files.notExists(folder)) {
                createFolder(folder);
            }
        }
    }

    private static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(permissions(0700)));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & (0400 >> permission.ordinal())) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    @Override
    public void download(String remotePath, Path file) {
        checkOpen();
        Path source = home.resolve(TransferPath.check(remotePath));
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = Files.createTempFile(folder, file.getFileName() + ".", ".part");
            try {
                Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (NoSuchFileException e) {
            throw new PlatformException(Kind.NOT_FOUND, "no file '" + remotePath + "' in " + home, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Tunnel forward(String host, int port) {
        checkOpen();
        return new LocalTunnel(host, port, threads);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void checkOpen() {
        if (threads.isShutdown()) {
            throw new PlatformException(Kind.UNAVAILABLE, "the executor of " + home + " is closed");
        }
    }
}
