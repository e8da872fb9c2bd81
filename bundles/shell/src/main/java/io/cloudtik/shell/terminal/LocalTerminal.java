package io.cloudtik.shell.terminal;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** The terminal of this process, raw until it is closed: every key goes where it is lent to, Ctrl-C too. */
public final class LocalTerminal implements Terminal, AutoCloseable {

    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_ROWS = 24;

    private final org.jline.terminal.Terminal terminal;
    private final Attributes before;
    private final Keys keys = new Keys();
    private final OutputStream screen = new FileOutputStream(FileDescriptor.out);
    private volatile Consumer<Size> listener = size -> {};

    private LocalTerminal(org.jline.terminal.Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.getAttributes();
    }

    /** @throws PlatformException INVALID if this process has none */
    public static LocalTerminal open() {
        requireTerminal();
        LocalTerminal local = new LocalTerminal(system());
        local.becomeRaw();
        return local;
    }

    /** Fails with INVALID unless a person types to this process and looks at what it prints. */
    public static void requireTerminal() {
        Set<String> streams = Set.of(System.getProperty("cloudtik.terminal", "").split(","));
        if (!streams.containsAll(Set.of("in", "out"))) {
            throw new PlatformException(Kind.INVALID, "this needs a terminal, and here input or output is none")
                    .withRemedy("cloudtik exec <cluster.yaml> COMMAND runs a command without one");
        }
    }

    /** The terminal as JLine sees it, for those who edit lines on it. */
    public static org.jline.terminal.Terminal system() {
        try {
            return TerminalBuilder.builder().system(true).dumb(false).encoding(StandardCharsets.UTF_8).build();
        } catch (IOException | IllegalStateException e) {
            throw new PlatformException(Kind.INVALID, "the terminal cannot be used: " + e.getMessage(), e);
        }
    }

    private void becomeRaw() {
        Attributes raw = new Attributes(before);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
        raw.setInputFlags(EnumSet.of(
                InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR, InputFlag.IGNCR, InputFlag.BRKINT, InputFlag.ISTRIP), false);
        raw.setOutputFlag(OutputFlag.OPOST, false);
        // A read ends after a tenth of a second without a key: only so can one that waits be ended.
        raw.setControlChar(ControlChar.VMIN, 0);
        raw.setControlChar(ControlChar.VTIME, 1);
        terminal.setAttributes(raw);
        terminal.handle(Signal.WINCH, signal -> listener.accept(size()));
    }

    @Override
    public String type() {
        String type = terminal.getType();
        return type == null || type.isBlank() ? "xterm" : type;
    }

    @Override
    public Size size() {
        int columns = terminal.getWidth();
        int rows = terminal.getHeight();
        return new Size(columns > 0 ? columns : DEFAULT_COLUMNS, rows > 0 ? rows : DEFAULT_ROWS);
    }

    @Override
    public InputStream input() {
        return keys;
    }

    @Override
    public OutputStream output() {
        return screen;
    }

    @Override
    public void onResize(Consumer<Size> listener) {
        this.listener = listener;
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() {
        keys.close();
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "the terminal was not given back in order: " + e.getMessage(), e)
                    .withRemedy("stty sane");
        }
    }

    /** What is typed. The system says that nothing came as it says that there is no more, so only a close ends it. */
    private static final class Keys extends InputStream {

        private final FileInputStream in = new FileInputStream(FileDescriptor.in);
        private volatile boolean closed;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (!closed) {
                int count = in.read(bytes, offset, length);
                if (count > 0) {
                    return count;
                }
            }
            return -1;
        }

        /** Not the process's own stream. */
        @Override
        public void close() {
            closed = true;
        }
    }
}
