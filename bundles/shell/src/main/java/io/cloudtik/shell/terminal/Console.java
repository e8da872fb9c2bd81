package io.cloudtik.shell.terminal;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.OutputSink;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;

/** Where a verb reads, writes its results (out) and everything else (err). */
public final class Console {

    private final InputStream in;
    private volatile PrintStream out;
    private volatile PrintStream err;
    private volatile Look look;
    private volatile PagerChoice pager;
    private volatile Optional<Paging> paging = Optional.empty();
    private volatile boolean quiet;
    private final String command;

    Console(InputStream in, PrintStream out, PrintStream err, Look look, PagerChoice pager, String command) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.look = look;
        this.pager = pager;
        this.command = command;
    }

    /**
     * The process's own streams. Not those of System: the launcher keeps libraries from writing to the terminal by
     * putting others there.
     */
    public static Console ofProcess() {
        return new Console(
                new FileInputStream(FileDescriptor.in),
                utf8(new FileOutputStream(FileDescriptor.out)),
                utf8(new FileOutputStream(FileDescriptor.err)),
                Look.of(System.getProperties(), System.getenv()),
                PagerChoice.of(System.getProperties(), System.getenv()),
                System.getProperty("cloudtik.command", "cloudtik"));
    }

    /** What Gogo gives a command: its place in a pipe, or the shell's terminal. */
    public static Console ofSession(CommandSession session) {
        Look process = Look.of(System.getProperties(), System.getenv());
        Look look = new Look(process.canAsk(), false, process.errColoured(), process.live(), process.columns(), process.columns());
        return new Console(session.getKeyboard(), System.out, System.err, look, PagerChoice.NONE, "cloudtik");
    }

    /** For programs and tests: plain text, nobody to ask. */
    public static Console plain(PrintStream out, PrintStream err) {
        return new Console(InputStream.nullInputStream(), out, err, Look.PLAIN, PagerChoice.NONE, "cloudtik");
    }

    /** For texts that a terminal of so many columns will show later. */
    public static Console coloured(PrintStream out, int columns) {
        Look look = new Look(false, true, true, false, columns, columns);
        return new Console(InputStream.nullInputStream(), out, out, look, PagerChoice.NONE, "cloudtik");
    }

    private static PrintStream utf8(FileOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    /** The width to write results for. */
    public int columns() {
        return look.outColumns();
    }

    public boolean isOutColoured() {
        return look.outColoured();
    }

    /** Whether whoever read our results has gone away. */
    public boolean isOutClosed() {
        return out.checkError();
    }

    /** A command as the user would type it here: {@code status x.yaml} may be {@code ./cloudtik status x.yaml}. */
    public String typed(String verbAndArguments) {
        return quoted(command) + " " + verbAndArguments;
    }

    /** As {@link #typed}, for a name that begins with {@code cloudtik} already. */
    public String commandName(String qualified) {
        return qualified.startsWith("cloudtik") ? quoted(command) + qualified.substring("cloudtik".length()) : qualified;
    }

    /** A path as the user would type it: the home folder is {@code ~}. */
    public static String quoted(Path path) {
        Path home = Path.of(System.getenv().getOrDefault("HOME", "/"));
        if (path.startsWith(home) && home.getNameCount() > 0) {
            String rest = home.relativize(path).toString();
            return quoted(rest).equals(rest) ? "~/" + rest : quoted(path.toString());
        }
        return quoted(path.toString());
    }

    /** A word as a shell takes it. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,~-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * Asks before something is done that cannot be taken back.
     *
     * @throws PlatformException INVALID if nobody can be asked
     */
    public boolean confirm(String question) {
        if (!look.canAsk()) {
            throw new PlatformException(Kind.INVALID, "this asks first, and nobody can be asked here: " + question)
                    .withRemedy("the same with --yes");
        }
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the user asked for on this command line: no progress, no colours, no pager. */
    public void restrain(boolean noProgress, boolean noColours, boolean noPager) {
        quiet |= noProgress;
        look = noColours ? look.plain() : look;
        pager = noPager ? PagerChoice.NONE : pager;
    }

    /** The streams as they were, while results go through a pager and all else waits until that is left. */
    private record Paging(PrintStream out, PrintStream err, ByteArrayOutputStream held) {}

    /** From here on results may be longer than the terminal: somebody who sits there gets them page by page. */
    public void page() {
        if (pager.isWanted() && paging.isEmpty()) {
            ByteArrayOutputStream held = new ByteArrayOutputStream();
            paging = Optional.of(new Paging(out, err, held));
            out = new PrintStream(new Pager(pager, out), true, StandardCharsets.UTF_8);
            err = new PrintStream(held, true, StandardCharsets.UTF_8);
        }
    }

    /** Returns when the pager was left; answers whether there was to be one. */
    public boolean endPaging() {
        if (paging.isEmpty()) {
            return false;
        }
        Paging before = paging.get();
        paging = Optional.empty();
        out.close();
        out = before.out();
        err = before.err();
        err.writeBytes(before.held().toByteArray());
        err.flush();
        return true;
    }

    public ShownProgress progress() {
        if (quiet) {
            return new NoProgress();
        }
        return look.live() ? new LiveProgress(err, look.columns(), look.errColoured()) : new PlainProgress(err);
    }

    /** Progress of which nothing is shown. */
    public ShownProgress silence() {
        return new PlainProgress(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** Hands a command's output on as it comes; ends this thread's wait for more of it when nobody reads it any longer. */
    public OutputSink sink() {
        return sink(new PlainProgress(err));
    }

    /** As {@link #sink()}, for an operation that shows its progress beside its output. */
    public OutputSink sink(ShownProgress progress) {
        Thread reader = Thread.currentThread();
        return new OutputSink() {
            @Override
            public void stdout(byte[] bytes, int length) {
                progress.pass(out, bytes, length);
                if (out.checkError()) {
                    reader.interrupt();
                }
            }

            @Override
            public void stderr(byte[] bytes, int length) {
                progress.pass(err, bytes, length);
            }
        };
    }
}
