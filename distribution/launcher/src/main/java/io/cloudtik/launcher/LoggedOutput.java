package io.cloudtik.launcher;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for {@code System.out} and {@code System.err}: the terminal belongs to the command, and what a library prints
 * is a line of the log.
 */
final class LoggedOutput extends OutputStream {

    private final Logger log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LoggedOutput(Logger log) {
        this.log = log;
    }

    static PrintStream named(String name) {
        return new PrintStream(new LoggedOutput(LoggerFactory.getLogger(name)), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            log.info("{}", line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else if (b != '\r') {
            line.write(b);
        }
    }
}
