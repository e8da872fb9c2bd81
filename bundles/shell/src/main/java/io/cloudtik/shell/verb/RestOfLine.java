package io.cloudtik.shell.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Takes all words that are left, options too: they belong to somebody else's command. */
final class RestOfLine implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
        List<String> rest = new ArrayList<>();
        while (!words.isEmpty()) {
            rest.add(words.pop());
        }
        argument.setValue(rest);
    }

    /** One word is a line for the node's shell, as in the original; several are a program and its arguments. */
    static List<String> forTheShell(List<String> words) {
        return words.size() == 1 ? List.of("sh", "-c", words.get(0)) : words;
    }
}
