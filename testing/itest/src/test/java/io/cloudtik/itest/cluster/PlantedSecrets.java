package io.cloudtik.itest.cluster;

import io.cloudtik.contracts.text.HostileStrings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the shared cluster has beyond the example that it is: secrets in both forms of references, and variables that no
 * shell would leave alone.
 */
final class PlantedSecrets {

    /** Those who bring the cluster up have it in their environment. */
    static final Map<String, String> OF_THE_USER = Map.of("PLANTED_VARIABLE", "planted-" + UUID.randomUUID());

    static final String IN_FILE = "planted-" + UUID.randomUUID();

    /** Variables of services and jobs, which must arrive as they are. */
    static final Map<String, String> HOSTILE = hostile();

    /** Below the home of each node, how long both secrets are that its commands saw. */
    static final String LENGTH_FILE = "planted.length";

    private PlantedSecrets() {}

    static Set<String> values() {
        return Set.of(OF_THE_USER.get("PLANTED_VARIABLE"), IN_FILE);
    }

    /** Of both, one behind the other. */
    static int length() {
        return values().stream().mapToInt(String::length).sum();
    }

    /**
     * @param file the text of the example
     * @param secret the file that holds {@link #IN_FILE}
     */
    static String in(String file, Path secret) {
        String hostile = HOSTILE.entrySet().stream()
                .map(variable -> "    " + variable.getKey() + ": " + quoted(variable.getValue()) + "\n")
                .collect(Collectors.joining());
        return file.replace("  types: [spark]\n", """
                  types: [spark]
                  envs:
                    PLANTED_VARIABLE: ${env:PLANTED_VARIABLE}
                    PLANTED_FILE: ${file:%s}
                """.formatted(secret) + hostile) + """

                initialization_commands:
                  - printf %s "$PLANTED_VARIABLE$PLANTED_FILE" | wc -c > ~/LENGTH_FILE
                """.replace("LENGTH_FILE", LENGTH_FILE);
    }

    private static Map<String, String> hostile() {
        List<String> strings = HostileStrings.seeded(51)
                .filter(text -> text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'))
                .filter(text -> !text.startsWith("${env:") && !text.startsWith("${file:"))
                .limit(150)
                .toList();
        Map<String, String> variables = new TreeMap<>(Map.of("HOSTILE_DIR", "${dir}", "HOSTILE_ARTIFACT", "${artifact:none}"));
        strings.forEach(text -> variables.put("HOSTILE_" + variables.size(), text));
        return variables;
    }

    /** As JSON, which is YAML, writes it. */
    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c < ' ' || c == '"' || c == '\\' || c > 126 ? "\\u%04x".formatted(c) : String.valueOf((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
