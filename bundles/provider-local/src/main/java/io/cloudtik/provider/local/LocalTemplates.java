package io.cloudtik.provider.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that a cluster on this machine may be made from: {@code local/small} and its like. */
final class LocalTemplates {

    private static final List<String> SIZES = List.of("small", "standard", "medium", "large", "very-large");
    private static final List<String> KINDS = List.of("", "-highmem");

    private LocalTemplates() {}

    static Map<String, String> all() {
        Map<String, String> templates = new LinkedHashMap<>();
        SIZES.forEach(size -> KINDS.forEach(kind -> templates.put(size + kind, text(size + kind))));
        return templates;
    }

    private static String text(String name) {
        try (InputStream in = LocalTemplates.class.getResourceAsStream("templates/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
