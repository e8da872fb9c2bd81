package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Walks settings along their schema for what a validator does not say: keys without effect, and secrets in clear. */
final class SchemaNotes {

    private final Set<String> secretKeys;
    private final List<Problem> problems;
    private final Set<String> refused = new HashSet<>();

    /** @param problems those found already, to which these are added */
    SchemaNotes(Set<String> secretKeys, List<Problem> problems) {
        this.secretKeys = secretKeys;
        this.problems = problems;
        problems.forEach(problem -> refused.add(problem.path()));
    }

    void walk(SchemaView schema, Settings settings) {
        for (String key : settings.keys()) {
            if (refused.contains(settings.path(key))) {
                continue;
            }
            SchemaView child = schema.below(key);
            Optional<String> unsupported = child.note(SchemaCheck.UNSUPPORTED);
            if (unsupported.isPresent()) {
                problems.add(unsupported(settings, key, unsupported.get()));
                continue;
            }
            if (child.isSecret() || secretKeys.contains(key)) {
                secret(settings, key);
            } else if (!child.isMarked(SchemaCheck.REFERENCES)) {
                settings.text(key).filter(Reference::isReference).ifPresent(text -> misplaced(settings, key, text));
                settings.texts(key).stream().filter(Reference::isReference).findFirst()
                        .ifPresent(text -> misplaced(settings, key, text));
                walk(child, settings.section(key));
            }
            SchemaView element = child.below("0");
            settings.sections(key).forEach(section -> walk(element, section));
        }
    }

    static Problem unsupported(Settings settings, String key, String why) {
        return Problem.warning(
                settings.place(key), settings.path(key), "'" + key + "' is known and not supported here: " + why, "");
    }

    private void secret(Settings settings, String key) {
        settings.text(key).ifPresent(text -> Reference.problem(settings, key, text).ifPresentOrElse(problems::add, () -> {
            if (!Reference.isReference(text)) {
                problems.add(Problem.warning(
                        settings.place(key),
                        settings.path(key),
                        "'" + key + "' holds a secret in clear",
                        "write ${env:NAME} or ${file:/path}, and keep the secret out of this file"));
            }
        }));
    }

    private void misplaced(Settings settings, String key, String text) {
        problems.add(Problem.error(
                settings.place(key),
                settings.path(key),
                "'" + key + "' " + (settings.text(key).isPresent() ? "is " : "has ") + text + ", and references are for secrets and for runtime.envs",
                "write the value itself"));
    }
}
