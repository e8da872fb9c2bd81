package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.Resources;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the machines of a type are launched with, as a short text that is recorded with a slot and compared for years:
 * {@code <form>:<hash>}. It is made from a text form of its own, written here, and never from what a library makes of a
 * record: an upgrade of CloudTik must not make machines look as if they had been launched otherwise. Whoever changes the
 * form gives it the next number.
 */
final class LaunchParameters {

    private static final String FORM = "1:";

    private LaunchParameters() {}

    static String of(NodeTypeSpec type) {
        StringBuilder text = new StringBuilder();
        append(text, type.nodeConfig().values());
        type.resources().ifPresent(resources -> append(text, resources));
        return FORM + sha256(text.toString()).substring(0, 16);
    }

    /** Whether they are the same, as far as can be known: what was recorded in another form cannot be compared. */
    static boolean mayBe(String recorded, String wanted) {
        return !recorded.startsWith(FORM) || recorded.equals(wanted);
    }

    private static void append(StringBuilder text, Resources resources) {
        text.append("cpus=").append(resources.cpus())
                .append(" memory=").append(resources.memory().bytes())
                .append(" gpus=").append(resources.gpus());
        append(text, resources.custom());
    }

    /** Each value with its kind, texts with their lengths, and maps in the order of their keys, so that no two look alike. */
    private static void append(StringBuilder text, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, inner) -> sorted.put(String.valueOf(key), inner));
            text.append('{');
            sorted.forEach((key, inner) -> {
                append(text, key);
                append(text, inner);
            });
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(inner -> append(text, inner));
            text.append(']');
        } else if (value instanceof String words) {
            text.append('"').append(words.length()).append(':').append(words);
        } else {
            text.append('=').append(value).append(';');
        }
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
