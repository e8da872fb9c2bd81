package io.cloudtik.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the Python edition's users may have in their files that is of no schema here: names, and a provider's keys. */
final class OriginalEdition {

    private static final JsonNode WORDS = SchemaCheck.parse(resource("original.json"));

    private OriginalEdition() {}

    static boolean isProvider(String type) {
        return WORDS.path("providers").has(type);
    }

    /** What to do about a provider that is not there. */
    static Optional<String> providerHint(String type) {
        return hint("providers", type);
    }

    static boolean isRuntime(String name) {
        return WORDS.path("runtimes").has(name);
    }

    /** What to do about a runtime that is not there; may be empty of words. */
    static Optional<String> runtimeHint(String name) {
        return hint("runtimes", name);
    }

    /** Keys of any provider's block that a provider here need not know, with the reason why they do nothing. */
    static Map<String, String> providerKeys() {
        Map<String, String> keys = new LinkedHashMap<>();
        WORDS.path("providerKeys").properties().forEach(entry -> keys.put(entry.getKey(), entry.getValue().asText()));
        return keys;
    }

    private static Optional<String> hint(String group, String name) {
        return Optional.of(WORDS.path(group).path(name).asText()).filter(text -> !text.isEmpty());
    }

    static String resource(String name) {
        try (InputStream in = OriginalEdition.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
