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
}
