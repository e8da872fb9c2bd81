package io.cloudtik.core.console;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message of the console's protocol: a byte for the kind, four for the length, then the bytes. The client begins with
 * TOKEN and hears HELLO or REFUSED. To RUN the answer is any number of OUT and ERR, then DONE with the code; to COMMANDS one
 * COMMANDS with a name a line.
 */
record Frame(Kind kind, byte[] payload) {

    private static final int MOST = 1 << 20;

    enum Kind {
        TOKEN,
        HELLO,
        REFUSED,
        RUN,
        INTERRUPT,
        OUT,
        ERR,
        DONE,
        COMMANDS
    }

    static Frame of(Kind kind, String text) {
        return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    static Frame of(Kind kind, byte[] bytes, int offset, int length) {
        return new Frame(kind, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    static Frame read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readInt();
        if (kind >= Kind.values().length || length < 0 || length > MOST) {
            throw new IOException("no message of a console: kind " + kind + ", length " + length);
        }
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException("a console's message broke off");
        }
        return new Frame(Kind.values()[kind], payload);
    }

    void write(DataOutputStream out) throws IOException {
        synchronized (out) {
            out.writeByte(kind.ordinal());
            out.writeInt(payload.length);
            out.write(payload);
            out.flush();
        }
    }
}
