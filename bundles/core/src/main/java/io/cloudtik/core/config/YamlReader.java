package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a YAML 1.2 file into settings in which each value knows its place. Refuses what could hurt before it is parsed or
 * walked: what {@link SourceText} does not read, more than 50 aliases, trees deeper or larger than anybody writes.
 */
final class YamlReader {

    private static final int MOST_ALIASES = 50;

    private YamlReader() {}

    /**
     * Knows True and ~ as well as true and null, since the original's files have both; and leaves merge keys to the tree
     * builder, which counts what it visits: merging while composing, a file of a kilobyte takes hours.
     */
    private static final class UnmergedSchema extends CoreSchema {

        @Override
        public ScalarResolver getScalarResolver() {
            return new CoreScalarResolver(false);
        }
    }

    /**
     * What the file says, as far as it can be understood.
     *
     * @param problems gets what is wrong with single values
     * @throws InvalidInputException if there is no such file, or it is no YAML
     */
    static Settings read(Path file, List<Problem> problems) {
        return parse(file.toString(), SourceText.read(file), problems);
    }

    /** As {@link #read}, for a text that is at hand. */
    static Settings parse(String label, String text, List<Problem> problems) {
        LoadSettings limits = LoadSettings.builder()
                .setLabel(label)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowDuplicateKeys(true) // The tree builder reports each duplicate at its place.
                .setAllowNonScalarKeys(true) // And each key that is no word.
                .setAllowRecursiveKeys(false)
                .setSchema(new UnmergedSchema())
                .build();
        SourceText.checked(label, text);
        try {
            refuseDepth(limits, label, text);
            Optional<Node> root = new Compose(limits).composeString(text);
            if (root.isEmpty()) {
                throw refused(Place.in(label), "the file is empty", "write at least cluster_name and provider");
            }
            return new TreeBuilder(label, problems).build(root.get());
        } catch (MarkedYamlEngineException e) {
            throw refused(place(label, e.getProblemMark()), "this is no YAML: " + e.getProblem(), "");
        } catch (YamlEngineException e) {
            throw refused(Place.in(label), "this is no YAML: " + e.getMessage(), "");
        }
    }

    /** All or nothing: for a text in which any problem is one too many. */
    static Settings parse(String label, String text) {
        List<Problem> problems = new ArrayList<>();
        Settings settings = parse(label, text, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(new Problems(problems));
        }
        return settings;
    }

    /** Composing calls itself for each level, so these are counted first, where they are still a flat row of events. */
    private static void refuseDepth(LoadSettings limits, String label, String text) {
        int depth = 0;
        for (Event event : new Parse(limits).parseString(text)) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > TreeBuilder.DEEPEST) {
                throw refused(place(label, event.getStartMark()),
                        "the file is nested too deep: more than " + TreeBuilder.DEEPEST + " levels", "");
            }
        }
    }

    static Place place(String label, Optional<Mark> mark) {
        return mark.map(at -> new Place(label, at.getLine() + 1, at.getColumn() + 1)).orElse(Place.in(label));
    }

    static InvalidInputException refused(Place place, String message, String remedy) {
        return new InvalidInputException(Problems.of(Problem.error(place, "", message, remedy)));
    }
}
