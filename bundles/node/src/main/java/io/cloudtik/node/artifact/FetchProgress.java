package io.cloudtik.node.artifact;

import io.cloudtik.api.model.DataSize;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How far a fetch is, for people. Written by many threads, read by one that tells. */
public final class FetchProgress {

    private final String name;
    private final DataSize expected;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();
    private volatile int allFiles;
    private volatile String phase = "fetching";

    public FetchProgress(String name, DataSize expected) {
        this.name = name;
        this.expected = expected;
    }

    void phase(String now) {
        phase = now;
    }

    void addBytes(long number) {
        bytes.addAndGet(number);
    }

    void expectFiles(int number) {
        allFiles = number;
    }

    void addFile() {
        files.incrementAndGet();
    }

    /** {@code fetching spark: 120 of 324 MiB, 80 of 195 files}. */
    public String describe() {
        long mebibytes = new DataSize(bytes.get()).mebibytes();
        StringBuilder text = new StringBuilder(phase).append(' ').append(name);
        if (mebibytes > 0 || allFiles > 0) {
            text.append(": ").append(mebibytes);
            if (expected.mebibytes() > mebibytes) {
                text.append(" of ").append(expected.mebibytes());
            }
            text.append(" MiB");
        }
        if (allFiles > 1) {
            text.append(", ").append(Math.min(files.get(), allFiles)).append(" of ").append(allFiles).append(" files");
        }
        return text.toString();
    }
}
