package io.cloudtik.node.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hash of all whose change means that a service is started again. Each part goes in with its length. */
final class ServiceHash {

    private final MessageDigest digest;

    ServiceHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    ServiceHash add(List<String> texts) {
        number(texts.size());
        texts.forEach(this::add);
        return this;
    }

    ServiceHash add(Map<String, String> texts) {
        number(texts.size());
        new TreeMap<>(texts).forEach((name, text) -> {
            add(name);
            add(text);
        });
        return this;
    }

    ServiceHash add(String name, byte[] content) {
        add(name);
        number(content.length);
        digest.update(content);
        return this;
    }

    /** 32 hex digits. */
    String text() {
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        digest.update(bytes);
    }

    private void number(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    }
}
