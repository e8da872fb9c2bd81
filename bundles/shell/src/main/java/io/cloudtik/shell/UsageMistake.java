package io.cloudtik.shell;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in the words of this platform instead of picocli's. */
final class UsageMistake {

    /** picocli has no type of its own for these two. */
    private static final String NO_VERB = "Missing required subcommand";
    private static final Pattern UNKNOWN_VERB = Pattern.compile("Unknown subcommand '(.*)'\\.?", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("'([^']+)'");
    private static final Pattern BAD_VALUE = Pattern.compile("Invalid value for (?:option|positional parameter)[^:]*: (.*)", Pattern.DOTALL);
    private static final Pattern BAD_NUMBER = Pattern.compile("'.*' is not an? (?:int|long)", Pattern.DOTALL);

    private final ParameterException failure;
    private final CommandSpec command;
    /** A word that stands where a verb, an option or an argument should, and is none. */
    private final Optional<String> strange;

    UsageMistake(ParameterException failure) {
        this.failure = failure;
        this.command = failure.getCommandLine().getCommandSpec();
        this.strange = strange(failure);
    }

    private static Optional<String> strange(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched.getUnmatched().stream().findFirst();
        }
        Matcher unknown = UNKNOWN_VERB.matcher(failure.getMessage());
        return unknown.matches() ? Optional.of(unknown.group(1)) : Optional.empty();
    }

    /** The word that is none, for who knows more of it. */
    Optional<String> strangeWord() {
        return strange;
    }

    CommandSpec command() {
        return command;
    }

    String message() {
        if (strange.isPresent()) {
            return command.qualifiedName() + " has no " + sort(strange.get()) + " '" + strange.get() + "'";
        }
        if (failure instanceof MissingParameterException) {
            return missing();
        }
        if (failure.getMessage().equals(NO_VERB)) {
            return command.qualifiedName() + " needs a verb";
        }
        if (failure instanceof MutuallyExclusiveArgsException) {
            return failure.getMessage().replaceFirst("^Error: ", "").replaceFirst(" are mutually exclusive.*", " exclude each other");
        }
        Matcher value = BAD_VALUE.matcher(failure.getMessage());
        return value.matches() && failure.getArgSpec() != null ? badValue(failure.getArgSpec(), value.group(1)) : failure.getMessage();
    }

    /** From the message: the exception itself has the first alone. */
    private String missing() {
        List<String> names = LABEL.matcher(failure.getMessage()).results().map(label -> word(label.group(1))).toList();
        if (names.isEmpty()) {
            return failure.getMessage().replaceFirst("^Error: ", "");
        }
        return failure.getMessage().contains("parameter for option")
                ? names.get(0) + " needs a value"
                : command.qualifiedName() + " needs " + together(names, "and");
    }

    private String sort(String word) {
        return word.startsWith("-") ? "option" : command.subcommands().isEmpty() ? "argument" : "verb";
    }

    private String badValue(ArgSpec argument, String why) {
        String is = name(argument) + " is '" + failure.getValue() + "'; write ";
        if (argument.type().isEnum()) {
            return is + together(candidates(argument.type()), "or");
        }
        return BAD_NUMBER.matcher(why).matches() ? is + "a whole number" : name(argument) + ": " + why;
    }

    private static List<String> candidates(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> constant.toString().toLowerCase(Locale.ROOT)).toList();
    }

    /** An option's longest name, or what an argument is called in the help. */
    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : word(argument.paramLabel());
    }

    /** Of {@code COMMAND [ARGUMENT...]} the first. */
    private static String word(String label) {
        return label.replaceFirst("[ .=\\[].*", "");
    }

    private static String together(List<String> words, String last) {
        int most = words.size() - 1;
        return most < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, most)) + " " + last + " " + words.get(most);
    }

    /** What may have been meant, or what there is. */
    Optional<String> hint() {
        List<String> near = near();
        if (!near.isEmpty()) {
            return Optional.of("did you mean: " + String.join(", ", near));
        }
        // All verbs of the platform are too many to read here; its help, which is advised next, has them in groups.
        boolean isGroup = command.parent() != null && !command.subcommands().isEmpty();
        return isGroup ? Optional.of("there are: " + String.join(", ", command.subcommands().keySet())) : Optional.empty();
    }

    /** Verbs if the word that is none stands where one should, else options. */
    private List<String> near() {
        if (strange.isEmpty()) {
            return List.of();
        }
        String word = strange.get().replaceFirst("=.*", "");
        Collection<String> known = word.startsWith("-") ? optionNames() : command.subcommands().keySet();
        return Suggestions.near(word, known);
    }

    private List<String> optionNames() {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }
}
