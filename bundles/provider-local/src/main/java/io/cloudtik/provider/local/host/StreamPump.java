package io.cloudtik.provider.local.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves bytes from one stream to another until either ends, and closes both: a writer nobody reads must get to know it. */
final class StreamPump implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamPump.class);
    private static final long LOOK_MILLIS = 100;
    /** Long enough for a reader that a busy machine does not let run: what it has not moved would be lost. */
    private static final int SILENT_LOOKS = 20;

    private final InputStream from;
    private final OutputStream to;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isReading;
    private volatile long moved;

    StreamPump(InputStream from, OutputStream to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try (from; to) {
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
                moved += count;
            }
        } catch (IOException otherSideGone) {
            LOG.debug("a stream ended early", otherSideGone);
        } finally {
            ended.countDown();
        }
    }

    private int read(byte[] buffer) throws IOException {
        isReading = true;
        int count = from.read(buffer);
        isReading = false;
        return count;
    }

    /**
     * Waits until all that an ended process wrote has been moved. A process it left behind may keep the pipe open for
     * ever and is not waited for: what the ended one wrote was in the pipe at its end, so silence means that it is through.
     */
    void awaitEnd() throws InterruptedException {
        long before = -1;
        int silent = 0;
        while (silent < SILENT_LOOKS && !ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            silent = isReading && moved == before ? silent + 1 : 0;
            before = moved;
        }
    }
}
