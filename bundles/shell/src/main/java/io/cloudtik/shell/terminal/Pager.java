package io.cloudtik.shell.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where results go that may be longer than the terminal: what fits is written as it is, and the first line too many starts
 * the program that shows pages.
 */
final class Pager extends OutputStream {

    private static final Logger log = LoggerFactory.getLogger(Pager.class);

    /** As git has it: colours as they are, and the text stays on the screen. Ctrl-C ends it as it ends us. */
    private static final Map<String, String> SETTINGS = Map.of("LESS", "FRXK", "LV", "-c");
    private static final long FAREWELL_SECONDS = 2;
    /** A program with its options, and nothing else of the shell's language before it. */
    private static final Pattern PLAIN_PROGRAM = Pattern.compile("^(?=([\\w./+-]+)(\\s|$))");
    /** A profile may name a pager that this machine has not: the result must not be lost. */
    private static final String OR_CAT = "command -v $1 > /dev/null || exec cat; ";

    private final PagerChoice choice;
    private final OutputStream terminal;
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private int rows;
    private int column;
    private Process program;

    /** @param terminal what is written to as long as no program is needed */
    Pager(PagerChoice choice, OutputStream terminal) {
        this.choice = choice;
        this.terminal = terminal;
    }

    /** Whether the program runs, or ran, and has the screen. */
    boolean isStarted() {
        return program != null;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (isStarted()) {
            program.getOutputStream().write(bytes, offset, length);
            return;
        }
        first.write(bytes, offset, length);
        for (int i = offset; i < offset + length; i++) {
            count(bytes[i]);
        }
        // The last row is for the prompt that follows.
        if (rows >= choice.rows()) {
            start();
        }
    }

    /** A line that is too long takes several rows. What looks longer than it is starts a program that sees that all fits. */
    private void count(byte letter) {
        boolean isEnd = letter == '\n';
        column = isEnd ? 0 : column + 1;
        if (isEnd || column > choice.columns()) {
            rows++;
            column = isEnd ? 0 : 1;
        }
    }

    private void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", PLAIN_PROGRAM.matcher(choice.command()).replaceFirst(OR_CAT))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        SETTINGS.forEach(builder.environment()::putIfAbsent);
        program = builder.start();
        first.writeTo(program.getOutputStream());
        first.reset();
    }

    @Override
    public void flush() throws IOException {
        if (isStarted()) {
            program.getOutputStream().flush();
        }
    }

    /** Shows what there is to the end; returns when the program was left. */
    @Override
    public void close() throws IOException {
        if (!isStarted()) {
            first.writeTo(terminal);
            terminal.flush();
            first.reset();
            return;
        }
        try {
            program.getOutputStream().close();
        } catch (IOException e) {
            log.debug("the pager was left before it had read all", e);
        }
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            program.waitFor();
        } catch (InterruptedException e) {
            endAfterInterrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** It has heard the same Ctrl-C; one that stays would fight with the shell for the keys. */
    private void endAfterInterrupt() {
        try {
            if (!program.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                program.destroy();
            }
        } catch (InterruptedException again) {
            program.destroy();
        }
    }
}
