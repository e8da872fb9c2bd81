package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.OptionalLong;

/** Takes the line with the process id, which {@link CommandLine} has printed first, out of a command's stderr. */
final class ProcessIdLine {

    /** What a login shell may print before us; after more than that the line is not to be expected. */
    private static final int PATIENCE = 1 << 16;

    private final String marker;
    private final ByteSink rest;
    private ByteArrayOutputStream held = new ByteArrayOutputStream();
    private volatile long processId = -1;

    /** Takes bytes as they come. */
    interface ByteSink {
        void accept(byte[] bytes, int length);
    }

    ProcessIdLine(String marker, ByteSink rest) {
        this.marker = marker;
        this.rest = rest;
    }

    /** Empty as long as the line has not come. */
    OptionalLong processId() {
        return processId < 0 ? OptionalLong.empty() : OptionalLong.of(processId);
    }

    void accept(byte[] bytes, int length) {
        if (held == null) {
            rest.accept(bytes, length);
            return;
        }
        held.write(bytes, 0, length);
        String text = held.toString(ISO_8859_1);
        int start = text.indexOf(marker);
        int end = start < 0 ? -1 : text.indexOf('\n', start);
        if (end >= 0) {
            processId = Long.parseLong(text.substring(start + marker.length(), end));
            passOn(text.substring(0, start) + text.substring(end + 1));
        } else if (text.length() > PATIENCE) {
            passOn(text);
        }
    }

    /** To be called when the stream is over. */
    void end() {
        if (held != null) {
            passOn(held.toString(ISO_8859_1));
        }
    }

    private void passOn(String text) {
        held = null;
        byte[] bytes = text.getBytes(ISO_8859_1);
        if (bytes.length > 0) {
            rest.accept(bytes, bytes.length);
        }
    }
}
