package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Console;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** A verb described for picocli: {@code cloudtik status} and Gogo's {@code cloudtik:status} run the same command object. */
public interface Verb extends Function {

    /** A picocli command for one run. It writes to the console it is given and answers the exit code. */
    Object command(Console console);

    /** As Gogo calls it. The exit code is the session's variable {@code ?}; Gogo would print one that is returned. */
    @Override
    default Object execute(CommandSession session, List<Object> arguments) {
        Console console = Console.ofSession(session);
        String[] words = arguments.stream().map(String::valueOf).toArray(String[]::new);
        session.put("?", new VerbRun(console).run(command(console), words));
        return null;
    }
}
