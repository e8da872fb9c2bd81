package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a YAML 1.2 file into settings in which each value knows its place. Refuses what could hurt before it is parsed or
 * walked: files over 1 MiB, other encodings than UTF-8, more than 50 aliases, trees of more than 100,000 values.
 */
final class YamlReader {

    private static final long LARGEST_FILE = 1L << 20;
    private static final int MOST_ALIASES = 50;

    private YamlReader() {}

    static Settings read(Path file) {
        String label = file.toString();
        return parse(label, decode(label, bytes(file, label)));
    }

    static Settings parse(String label, String text) {
        LoadSettings limits = LoadSettings.builder()
                .setLabel(label)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowDuplicateKeys(true) // The tree builder reports each duplicate at its place.
                .setAllowNonScalarKeys(true) // And each key that is no word.
                .setAllowRecursiveKeys(false)
                .setSchema(new CoreSchema()) // True and ~ as well as true and null: the original's files have both.
                .build();
        try {
            refuseDepth(limits, label, text);
            Optional<Node> root = new Compose(limits).composeString(text);
            if (root.isEmpty()) {
                throw refused(Place.in(label), "the file is empty", "write at least cluster_name and provider");
            }
            return new TreeBuilder(label).build(root.get());
        } catch (MarkedYamlEngineException e) {
            throw refused(place(label, e.getProblemMark()), "this is no YAML: " + e.getProblem(), "");
        } catch (YamlEngineException e) {
            throw refused(Place.in(label), "this is no YAML: " + e.getMessage(), "");
        }
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

    private static byte[] bytes(Path file, String label) {
        try {
            if (!Files.exists(file)) {
                throw refused(Place.in(label), "there is no such file", "check the path");
            }
            if (!Files.isRegularFile(file)) {
                throw refused(Place.in(label), "this is not a file", "check the path");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw refused(Place.in(label), "the file is larger than 1 MiB", "a configuration is a short text");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused(Place.in(label), "the file cannot be read: " + e.getMessage(), "check its permissions");
        }
    }

    private static String decode(String label, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused(Place.in(label), "the file is not in UTF-8", "save it in UTF-8");
        }
    }

    static Place place(String label, Optional<Mark> mark) {
        return mark.map(at -> new Place(label, at.getLine() + 1, at.getColumn() + 1)).orElse(Place.in(label));
    }

    static InvalidInputException refused(Place place, String message, String remedy) {
        return new InvalidInputException(Problems.of(Problem.error(place, "", message, remedy)));
    }
}
