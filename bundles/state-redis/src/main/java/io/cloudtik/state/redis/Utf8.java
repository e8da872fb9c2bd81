package io.cloudtik.state.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;

/** Text as Redis keeps it. */
final class Utf8 {

    private Utf8() {}

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static List<byte[]> bytes(Collection<String> texts) {
        return texts.stream().map(Utf8::bytes).toList();
    }

    static byte[][] array(Collection<String> texts) {
        return texts.stream().map(Utf8::bytes).toArray(byte[][]::new);
    }

    static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
