package io.cloudtik.shell.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Steps stay as lines; below them one line for each subject that is busy, with the time since it began, redrawn once a
 * second and gone at the end.
 */
final class LiveProgress implements ShownProgress {

    private static final int MOST_LINES = 10;
    private static final String DIM = "\u001b[2m";
    private static final String NORMAL = "\u001b[0m";
    private static final String ERASE_BELOW = "\u001b[J";

    /** @param since monotonic, as all times here: wall clocks jump */
    private record Activity(String message, Duration since) {}

    private final PrintStream err;
    private final int columns;
    private final boolean coloured;
    private final Duration begun = now();
    private final Map<String, Activity> activities = new LinkedHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread ticker;
    private int drawn;
    /** The output in between stands in the middle of a line; drawing now would tear it. */
    private boolean lineOpen;
    private boolean closed;

    LiveProgress(PrintStream err, int columns, boolean coloured) {
        this.err = err;
        this.columns = columns;
        this.coloured = coloured;
        this.ticker = new Thread(this::tick, "cloudtik-progress");
        ticker.setDaemon(true);
        ticker.start();
    }

    private static Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }

    private void tick() {
        try {
            while (!over.await(1, TimeUnit.SECONDS)) {
                redraw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void step(String subject, String message) {
        activities.remove(subject);
        StringBuilder text = new StringBuilder(erased());
        text.append(lineOpen ? "\n" : "");
        lineOpen = false;
        text.append(line(now().minus(begun), subject, message, false)).append('\n');
        show(text);
    }

    @Override
    public synchronized void activity(String subject, String message) {
        if (message.isEmpty()) {
            activities.remove(subject);
        } else {
            activities.merge(subject, new Activity(message, now()), (before, next) -> new Activity(message, before.since()));
        }
        redraw();
    }

    private synchronized void redraw() {
        show(new StringBuilder(erased()));
    }

    private String erased() {
        String text = drawn == 0 ? "" : "\u001b[" + drawn + "A\r" + ERASE_BELOW;
        drawn = 0;
        return text;
    }

    /** One write for all: a half-drawn block would flicker. */
    private void show(StringBuilder text) {
        if (!lineOpen && !closed) {
            Duration now = now();
            activities.entrySet().stream().limit(MOST_LINES).forEach(entry -> {
                Duration elapsed = now.minus(entry.getValue().since());
                text.append(line(elapsed, entry.getKey(), entry.getValue().message(), true)).append('\n');
                drawn++;
            });
            if (activities.size() > MOST_LINES) {
                text.append("         and ").append(activities.size() - MOST_LINES).append(" more\n");
                drawn++;
            }
        }
        err.print(text);
        err.flush();
    }

    private String line(Duration elapsed, String subject, String message, boolean passing) {
        String told = Printable.of((subject.isEmpty() ? "" : subject + ": ") + message);
        String text = Elapsed.padded(Elapsed.text(elapsed)) + "  " + told;
        if (passing && text.length() >= columns) {
            text = text.substring(0, columns - 4) + "...";
        }
        return passing && coloured ? DIM + text + NORMAL : text;
    }

    @Override
    public synchronized void pass(PrintStream stream, byte[] bytes, int length) {
        if (length == 0) {
            return;
        }
        err.print(erased());
        err.flush();
        stream.write(bytes, 0, length);
        stream.flush();
        lineOpen = bytes[length - 1] != '\n';
        redraw();
    }

    private synchronized void leaveNothing() {
        closed = true;
        redraw();
    }

    @Override
    public void close() {
        over.countDown();
        leaveNothing();
        try {
            ticker.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
