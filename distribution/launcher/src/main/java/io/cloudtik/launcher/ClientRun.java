package io.cloudtik.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/** One command in a container of its own. */
final class ClientRun {

    /** Bundles register their services while they start; the wait is for one that does so from a thread. */
    private static final Duration ENTRY_LIMIT = Duration.ofSeconds(5);

    private final Setup setup;
    private final String[] arguments;

    ClientRun(Setup setup, String[] arguments) {
        this.setup = setup;
        this.arguments = arguments.clone();
    }

    int run() throws LaunchFailure, InterruptedException {
        PrintStream terminal = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        Interruption interruption = Interruption.of(Thread.currentThread(), terminal);
        BundleList extra = BundleList.readExtra(setup.distribution(), setup.role(), verb());
        if (!extra.jars().isEmpty()) {
            // JLine looks for its parts by the thread's class loader, and by its own only where there is none.
            Thread.currentThread().setContextClassLoader(null);
        }
        BundleList bundles = BundleList.read(setup.distribution(), setup.role()).and(extra);
        Container container = Container.start(setup, bundles, gogo());
        try {
            return interruption.exitCode(entry(container.context()).applyAsInt(arguments));
        } finally {
            container.abandon();
        }
    }

    private String verb() {
        return Arrays.stream(arguments).filter(argument -> !argument.startsWith("-")).findFirst().orElse("");
    }

    /** Gogo opens its interactive shell as soon as its bundle starts, unless the verb has a command to run instead. */
    private Map<String, String> gogo() {
        boolean bare = arguments.length > 0 && arguments[arguments.length - 1].equals(verb());
        return Map.of(
                "gosh.home", setup.distribution().toString(),
                "gosh.args", bare ? "--nohistory" : "--nointeractive --noshutdown");
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
