package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Console;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** A verb a plugin brought, which knows Gogo and nothing of picocli: its words are handed on as they are. */
@Command(description = "From a plugin.")
final class ForeignVerb implements Callable<Integer> {

    private final Function function;
    private final CommandProcessor processor;
    private final Console console;

    @Unmatched private String[] words = {};

    ForeignVerb(Function function, CommandProcessor processor, Console console) {
        this.function = function;
        this.processor = processor;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), console.out(), console.err())) {
            Object result = function.execute(session, List.<Object>of((Object[]) words));
            if (result instanceof Integer code) {
                return code;
            }
            if (result != null) {
                console.out().println(session.format(result, 0));
            }
            return 0;
        }
    }
}
