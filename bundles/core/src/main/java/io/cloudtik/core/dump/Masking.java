package io.cloudtik.core.dump;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts {@code ****} where something secret stands, or may stand: it would rather hide too much. */
public final class Masking {

    private static final String MASK = "****";
    private static final int SHORTEST_SECRET = 6;
    private static final String SECRET_NAME =
            "[A-Za-z0-9_.-]*(?:password|passwd|passphrase|secret|token|credential|private[_-]?key|access[_-]?key"
                    + "|account[_-]?key|api[_-]?key|encryption[_.-]?key)[A-Za-z0-9_.-]*";
    private static final Pattern NAME = Pattern.compile(SECRET_NAME, Pattern.CASE_INSENSITIVE);
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)(\"?" + SECRET_NAME + "\"?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&}]+)");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)", Pattern.DOTALL);
    /** As the platform's own secrets look; hashes do too, and are no loss. */
    private static final Pattern LONG_HEXADECIMAL = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic) +[A-Za-z0-9._~+/=-]{8,}");
    private static final Pattern IN_ADDRESS = Pattern.compile("(://[^/\\s:@]*:)[^@\\s/]+@");
    private static final Pattern CLOUD_KEY_ID = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b");

    private final List<String> known;
    private final Set<String> secretNames;

    /**
     * @param known secrets whose texts are known
     * @param secretNames keys whose values are secret, besides those whose names say so
     */
    public Masking(Collection<String> known, Set<String> secretNames) {
        this.known = known.stream().filter(secret -> secret.length() >= SHORTEST_SECRET).toList();
        this.secretNames = secretNames.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** A log, or any other text. */
    public String text(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, MASK);
        }
        masked = PRIVATE_KEY.matcher(masked).replaceAll(MASK);
        masked = LONG_HEXADECIMAL.matcher(masked).replaceAll(MASK);
        masked = BEARER.matcher(masked).replaceAll("$1 " + MASK);
        masked = IN_ADDRESS.matcher(masked).replaceAll("$1" + MASK + "@");
        masked = CLOUD_KEY_ID.matcher(masked).replaceAll(MASK);
        return ASSIGNED.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
    }

    /** Settings: the values of secret keys, whatever they are, and what is secret in any text. */
    public Map<String, Object> tree(Map<String, Object> tree) {
        Map<String, Object> masked = new TreeMap<>();
        tree.forEach((key, value) -> masked.put(key, isSecret(key) ? MASK : value(value)));
        return masked;
    }

    private boolean isSecret(String key) {
        return NAME.matcher(key).matches() || secretNames.contains(key.toLowerCase(Locale.ROOT));
    }

    private Object value(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> tree = new TreeMap<>();
            map.forEach((key, inner) -> tree.put(String.valueOf(key), inner));
            return tree(tree);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        return value instanceof String text ? text(text) : value;
    }
}
