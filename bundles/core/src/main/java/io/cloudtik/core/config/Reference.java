package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that says where a secret is instead of saying it: <code>${env:NAME}</code> or <code>${file:/path}</code>, alone.
 * It stays as it is until the border that uses it.
 *
 * @param target the name of a variable, or a path that is absolute or begins with {@code ~/}
 */
public record Reference(Source source, String target) {

    /** Where the client looks. */
    public enum Source { ENV, FILE }

    private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^{}]*)}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PATH = Pattern.compile("(/|~/).+");
    private static final Pattern SECRET_NAME = Pattern.compile(
            "password|passwd|secret|token|credential|private[._-]?key|access[._-]?key|account[._-]?key");

    /** Empty if the text is none, or an impossible one. */
    public static Optional<Reference> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Source source = Source.valueOf(form.group(1).toUpperCase(Locale.ROOT));
        Pattern target = switch (source) {
            case ENV -> VARIABLE;
            case FILE -> PATH;
        };
        return Optional.of(new Reference(source, form.group(2))).filter(made -> target.matcher(made.target).matches());
    }

    static boolean isReference(String text) {
        return of(text).isPresent();
    }

    /** What is wrong with a text that begins as a reference does and is none. */
    static Optional<Problem> problem(Settings section, String key, String text) {
        boolean meant = text.startsWith("${env:") || text.startsWith("${file:");
        if (!meant || isReference(text)) {
            return Optional.empty();
        }
        return Optional.of(Problem.error(section.place(key), section.path(key),
                "'" + key + "' begins like a reference and is none",
                "write ${env:NAME}, or ${file:/path} or ${file:~/path}, and nothing around it"));
    }

    /** Whether a key has the name of something that is not shown, whatever its schema says. */
    static boolean soundsSecret(String key) {
        return SECRET_NAME.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    @Override
    public String toString() {
        return "${" + source.name().toLowerCase(Locale.ROOT) + ":" + target + "}";
    }
}
