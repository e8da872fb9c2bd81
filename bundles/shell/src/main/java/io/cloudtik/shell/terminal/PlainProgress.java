package io.cloudtik.shell.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lines, for logs and pipes. Steps are told at once; what somebody is busy with only if nothing was told of them for a while,
 * and once: most activities pass within seconds, and one that only counts on ({@code 120 of 324 MiB}) is the same.
 */
final class PlainProgress implements ShownProgress {

    private static final Duration QUIET = Duration.ofSeconds(10);

    /** Monotonic: wall clocks jump. */
    private final LongSupplier nanos;
    private final PrintStream err;
    private final Duration begun;
    private final Map<String, String> told = new HashMap<>();
    private final Map<String, Duration> toldAt = new HashMap<>();

    PlainProgress(PrintStream err) {
        this(err, System::nanoTime);
    }

    PlainProgress(PrintStream err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
        this.begun = Duration.ofNanos(nanos.getAsLong());
    }

    @Override
    public synchronized void step(String subject, String message) {
        told.remove(subject);
        print(subject, message);
    }

    @Override
    public synchronized void activity(String subject, String message) {
        if (message.isEmpty()) {
            return;
        }
        String withoutNumbers = message.replaceAll("\\d+([.,]\\d+)?", "#");
        Duration quiet = elapsed().minus(toldAt.getOrDefault(subject, Duration.ZERO));
        if (quiet.compareTo(QUIET) >= 0 && !withoutNumbers.equals(told.put(subject, withoutNumbers))) {
            print(subject, message + " ...");
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong()).minus(begun);
    }

    private void print(String subject, String message) {
        toldAt.put(subject, elapsed());
        String told = Printable.of((subject.isEmpty() ? "" : subject + ": ") + message);
        err.println(Elapsed.padded(Elapsed.text(elapsed())) + "  " + told);
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
