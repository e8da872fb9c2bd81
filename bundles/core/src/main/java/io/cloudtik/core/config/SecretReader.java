package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Looks up what references stand for, where a person runs a command: in the environment and in files. */
public final class SecretReader {

    private static final int LARGEST_SECRET = 1 << 16;

    private final Function<String, String> environment;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param environment answers null for a variable that is not set */
    public SecretReader(Function<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The values of all references in the settings.
     *
     * @throws InvalidInputException with the places of all that lead nowhere
     */
    public SecretValues read(Settings settings) {
        walk(settings);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(new Problems(problems));
        }
        return new SecretValues(values);
    }

    private void walk(Settings settings) {
        for (String key : settings.keys()) {
            settings.text(key).flatMap(Reference::of).ifPresent(reference -> look(settings, key, reference));
            walk(settings.section(key));
            settings.sections(key).forEach(this::walk);
        }
    }

    private void look(Settings settings, String key, Reference reference) {
        Optional<String> value = switch (reference.source()) {
            case ENV -> variable(settings, key, reference.target());
            case FILE -> file(settings, key, reference.target());
        };
        value.ifPresent(text -> values.put(reference.toString(), text));
    }

    private Optional<String> variable(Settings settings, String key, String name) {
        Optional<String> value = Optional.ofNullable(environment.apply(name));
        if (value.isEmpty()) {
            problem(settings, key, "the variable " + name + " that '" + key + "' refers to is not set", "export " + name + "=...");
        }
        return value;
    }

    private Optional<String> file(Settings settings, String key, String target) {
        Path path = HomePath.of(target);
        String what = "the file " + path + " that '" + key + "' refers to ";
        if (!Files.isRegularFile(path)) {
            problem(settings, key, what + "is not there", "");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST_SECRET + 1);
            if (bytes.length > LARGEST_SECRET) {
                problem(settings, key, what + "holds no secret: it is larger than 64 KiB", "");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                problem(settings, key, what + "holds no secret: it is no text", "");
                return Optional.empty();
            }
            return Optional.of(text.replaceFirst("\\R\\z", "")); // Editors end files with a line; secrets do not.
        } catch (CharacterCodingException e) {
            problem(settings, key, what + "is no text in UTF-8", "");
        } catch (IOException e) {
            problem(settings, key, what + "cannot be read", "check its permissions");
        }
        return Optional.empty();
    }

    private void problem(Settings settings, String key, String message, String remedy) {
        problems.add(Problem.error(settings.place(key), settings.path(key), message, remedy));
    }
}
