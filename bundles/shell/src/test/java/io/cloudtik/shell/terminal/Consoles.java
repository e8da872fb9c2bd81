package io.cloudtik.shell.terminal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Consoles whose output a test can read, with somebody at them or nobody. */
public final class Consoles {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;

    private Consoles(InputStream in, Look look, PagerChoice pager) {
        this.console = new Console(in, stream(out), stream(err), look, pager, "./cloudtik");
    }

    public static Consoles plain() {
        return new Consoles(InputStream.nullInputStream(), Look.PLAIN, PagerChoice.NONE);
    }

    /** Somebody sits there and will type this. */
    public static Consoles attended(String typed) {
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return new Consoles(in, new Look(true, false, false, false, 100, 100), PagerChoice.NONE);
    }

    /** A terminal of so many rows, and a command that is given what is longer. */
    public static Consoles paged(String command, int rows) {
        return new Consoles(InputStream.nullInputStream(), Look.PLAIN, new PagerChoice(command, rows, 80));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    public Console console() {
        return console;
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
