package io.cloudtik.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/** One command in a container of its own. */
final class ClientRun {

    /** Bundles register their services while they start; the wait is for one that does so from a thread. */
    private static final Duration ENTRY_LIMIT = Duration.ofSeconds(5);

    /** All that may be said to {@code shell} that still means: open it. */
    private static final Set<String> OPENS_SHELL = Set.of("shell", "-v", "--verbose", "-q", "--quiet", "--no-color");
    private static final String HELP = "help";

    private final Setup setup;
    private final String[] arguments;

    ClientRun(Setup setup, String[] arguments) {
        this.setup = setup;
        this.arguments = arguments.clone();
    }

    int run() throws LaunchFailure, InterruptedException {
        requireCommandLine();
        PrintStream terminal = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        Interruption interruption = Interruption.of(Thread.currentThread(), terminal);
        BundleList bundles = BundleList.read(setup.distribution(), setup.role(), list());
        if (bundles.has("jline.jar")) {
            // JLine looks for its parts by the thread's class loader, and by its own only where there is none.
            Thread.currentThread().setContextClassLoader(null);
        }
        Container container = Container.start(setup, bundles, gogo());
        try {
            return interruption.exitCode(entry(container.context()).applyAsInt(arguments));
        } finally {
            container.abandon();
        }
    }

    /** A worker's part of the distribution has none. */
    private void requireCommandLine() throws LaunchFailure {
        if (!Files.exists(setup.distribution().resolve("etc").resolve(setup.role() + ".bundles"))) {
            throw new LaunchFailure("this is a worker of a cluster, which has no command line; its head has one, and "
                    + "`cloudtik exec FILE --node ID COMMAND` runs a command here");
        }
    }

    /** The verb these words are about; {@code help} is about another one, if it names one. */
    private String subject() {
        List<String> words = plainWords();
        boolean aboutAnother = words.size() > 1 && words.get(0).equals(HELP);
        return words.isEmpty() ? HELP : words.get(aboutAnother ? 1 : 0);
    }

    private List<String> plainWords() {
        return Arrays.stream(arguments).filter(argument -> !argument.startsWith("-")).toList();
    }

    /** Gogo's own shell takes the terminal, which the shell of a node needs. */
    private String list() {
        boolean ofNode = Arrays.stream(arguments).anyMatch(word -> word.equals("--cluster") || word.startsWith("--cluster="));
        return subject().equals("shell") && ofNode ? "shell-cluster" : subject();
    }

    /** Gogo opens its interactive shell as soon as its bundle starts, unless the verb wants something else of it. */
    private Map<String, String> gogo() {
        boolean open = subject().equals("shell") && Arrays.stream(arguments).allMatch(OPENS_SHELL::contains);
        return Map.of(
                "gosh.home", setup.distribution().toString(),
                "gosh.args", open ? "--nohistory" : "--nointeractive --noshutdown",
                "cloudtik.shell", open ? "open" : "command");
    }

    private static ToIntFunction<String[]> entry(BundleContext context) throws LaunchFailure, InterruptedException {
        String filter = "(&(objectClass=" + ToIntFunction.class.getName() + ")(cloudtik.entry=cli))";
        ServiceTracker<ToIntFunction<String[]>, ToIntFunction<String[]>> tracker;
        try {
            tracker = new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(filter, e);
        }
        tracker.open();
        ToIntFunction<String[]> entry = tracker.waitForService(ENTRY_LIMIT.toMillis());
        if (entry == null) {
            throw new LaunchFailure("no bundle offers the command line: is cloudtik-shell.jar in etc/client.bundles?");
        }
        return entry;
    }
}
