package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a file and the templates it is made from into one tree. */
final class ConfigSource {

    private static final String FROM = "from";
    private static final int LONGEST_CHAIN = 20;

    private final Templates templates;
    private final List<Problem> problems;
    /** The names that led here, with where each was said. */
    private final Map<String, String> chain = new LinkedHashMap<>();

    /** @param problems gets what is wrong with single values */
    ConfigSource(Templates templates, List<Problem> problems) {
        this.templates = templates;
        this.problems = problems;
    }

    /** @throws io.cloudtik.api.problem.InvalidInputException if the file, or one that it is made from, is no YAML */
    Settings read(Path file) {
        return completed(YamlReader.read(file, problems));
    }

    Settings completed(Settings settings) {
        Settings lower = settings.text(FROM)
                .flatMap(name -> template(settings, name))
                .map(template -> completed(YamlReader.parse(template.label(), template.text(), problems)))
                .orElse(Settings.empty());
        return new TreeMerge(problems).merge(lower, settings).without(FROM);
    }

    private Optional<Templates.Template> template(Settings settings, String name) {
        if (!Templates.isName(name)) {
            return none(settings, "'" + name + "' is no name of a template", "write one such as local/small");
        }
        String here = settings.place(FROM) + " is made from " + name;
        if (chain.containsKey(name) || chain.size() >= LONGEST_CHAIN) {
            List<String> steps = new ArrayList<>(chain.values());
            steps.add(here);
            return none(settings, "template '" + name + "' leads back to itself: " + String.join(", ", steps),
                    "make one of them from something else");
        }
        chain.put(name, here);
        Optional<Templates.Template> found = templates.find(name);
        String provider = name.replaceFirst("/.*", "");
        if (found.isEmpty() && OriginalEdition.isProvider(provider) && !templates.areBroughtBy(provider)) {
            boolean told = settings.section("provider").text("type").filter(provider::equals).isPresent();
            return told ? found : none(settings,
                    "template '" + name + "' comes with provider '" + provider + "', which is not there yet", "");
        }
        if (found.isEmpty()) {
            return none(settings, "there is no template '" + name + "'", Suggestion.nearest(name, templates.names())
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("there are: " + String.join(", ", templates.names())));
        }
        return found;
    }

    private Optional<Templates.Template> none(Settings settings, String message, String remedy) {
        problems.add(Problem.error(settings.place(FROM), settings.path(FROM), message, remedy));
        return Optional.empty();
    }
}
