package io.cloudtik.shell.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Lines, for logs and pipes. An activity that only counts on ({@code 120 of 324 MiB}) is told once. */
final class PlainProgress implements ShownProgress {

    private final PrintStream err;
    private final Instant begun = Instant.now();
    private final Map<String, String> told = new HashMap<>();

    PlainProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void step(String subject, String message) {
        told.remove(subject);
        print(subject, message);
    }

    @Override
    public synchronized void activity(String subject, String message) {
        String withoutNumbers = message.replaceAll("\\d+([.,]\\d+)?", "#");
        if (!withoutNumbers.equals(told.put(subject, withoutNumbers)) && !message.isEmpty()) {
            print(subject, message + " ...");
        }
    }

    private void print(String subject, String message) {
        String time = Elapsed.text(Duration.between(begun, Instant.now()));
        err.println(Elapsed.padded(time) + "  " + (subject.isEmpty() ? "" : subject + ": ") + message);
    }

    @Override
    public void pass(PrintStream stream, byte[] bytes, int length) {
        stream.write(bytes, 0, length);
        stream.flush();
    }

    @Override
    public void close() {
        err.flush();
    }
}
