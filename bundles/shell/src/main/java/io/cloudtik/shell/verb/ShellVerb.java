package io.cloudtik.shell.verb;

import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik shell}. */
@Component(service = Function.class)
@CommandLineVerb(function = "shell", group = "Tools")
public final class ShellVerb implements Verb {

    private final CommandProcessor processor;
    private final CountDownLatch containerEnds = new CountDownLatch(1);

    @Activate
    public ShellVerb(@Reference CommandProcessor processor) {
        this.processor = processor;
    }

    @Deactivate
    void deactivate() {
        containerEnds.countDown();
    }

    @Override
    public Object command(Console console) {
        return new Shell(processor, containerEnds, console);
    }

    @Command(
            name = "shell",
            description = "Open the container's own shell: all verbs, its bundles, components and services.",
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik shell", "  cloudtik shell -c 'cloudtik:status cluster.yaml'"})
    private static final class Shell implements Callable<Integer> {

        private final CommandProcessor processor;
        private final CountDownLatch containerEnds;
        private final Console console;

        @Mixin private CommonOptions common;

        @Option(names = {"-c", "--command"}, paramLabel = "TEXT", description = "Run this and end.")
        private String text;

        private Shell(CommandProcessor processor, CountDownLatch containerEnds, Console console) {
            this.processor = processor;
            this.containerEnds = containerEnds;
            this.console = console;
        }

        /** Gogo's own shell reads the terminal from a thread of its own, and stops the container when its user leaves. */
        @Override
        public Integer call() throws Exception {
            if (text != null) {
                return runText();
            }
            containerEnds.await();
            return 0;
        }

        private int runText() throws Exception {
            try (CommandSession session = processor.createSession(InputStream.nullInputStream(), console.out(), console.err())) {
                session.put("SCOPE", "cloudtik:gogo:*");
                Object result = session.execute(text);
                if (result != null) {
                    console.out().println(session.format(result, 0));
                }
                return session.get("?") instanceof Integer code ? code : 0;
            }
        }
    }
}
