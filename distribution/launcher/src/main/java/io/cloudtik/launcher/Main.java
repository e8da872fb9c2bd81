package io.cloudtik.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Where the start scripts come in. */
public final class Main {

    private static final int FAILURE = 1;
    private static final int INTERRUPTED = 130;
    private static final Set<String> HELP = Set.of("--help", "-h");

    private Main() {}

    public static void main(String[] arguments) {
        PrintStream terminal = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        int code;
        try {
            Setup setup = Setup.of(System.getProperties(), System.getenv());
            code = asksForVersion(setup, arguments) ? new Version(setup).print() : container(setup, arguments);
        } catch (LaunchFailure e) {
            terminal.println("error: " + e.getMessage());
            code = FAILURE;
        } catch (InterruptedException e) {
            terminal.println("interrupted while starting; nothing was begun");
            code = INTERRUPTED;
        } catch (RuntimeException | Error e) {
            terminal.println("error: a defect of CloudTik: " + e + "; its log says where");
            LoggerFactory.getLogger(Main.class).error("a defect", e);
            code = FAILURE;
        }
        // Not exit: what other threads still do is of no use to anybody, and hooks would wait for it.
        Runtime.getRuntime().halt(code);
    }

    private static boolean asksForVersion(Setup setup, String[] arguments) {
        return !setup.isNode() && arguments.length == 1 && arguments[0].equals("version");
    }

    private static int container(Setup setup, String[] arguments) throws LaunchFailure, InterruptedException {
        LogFile.open(setup);
        System.setOut(LoggedOutput.named("stdout"));
        System.setErr(LoggedOutput.named("stderr"));
        return setup.isNode() ? new NodeRun(setup).run() : client(setup, arguments);
    }

    /** What a command that failed, or that only told how it is called, has read of classes is too little for the next. */
    private static int client(Setup setup, String[] arguments) throws LaunchFailure, InterruptedException {
        int code = new ClientRun(setup, arguments).run();
        if (code == 0 && Arrays.stream(arguments).noneMatch(HELP::contains)) {
            ClassArchive.wanted(System.getProperties()).ifPresent(ClassArchive::write);
        }
        return code;
    }
}
