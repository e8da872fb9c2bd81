package io.cloudtik.shell;

import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.Printable;
import java.nio.channels.ClosedByInterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParseResult;

/** Says what went wrong and what to do about it, and answers the exit code. */
final class Failures {

    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int INTERRUPTED = 130;
    /** As a program ends that writes to a pipe nobody reads from. */
    static final int OUTPUT_CLOSED = 141;

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final Console console;
    private final Remedies remedies;

    Failures(Console console) {
        this.console = console;
        this.remedies = new Remedies(console);
    }

    int report(Exception failure, Object command, ParseResult parsed, boolean verbose) {
        if (console.isOutClosed()) {
            return OUTPUT_CLOSED;
        }
        if (wasInterrupted(failure)) {
            console.err().println("interrupted");
            if (command instanceof Resumable resumable) {
                resumable.howToGoOn().forEach(line -> console.err().println("try: " + line));
            }
            return INTERRUPTED;
        }
        log.debug("{} failed", command.getClass().getSimpleName(), failure);
        int code = explain(failure, parsed);
        if (verbose) {
            failure.printStackTrace(console.err());
        }
        return code;
    }

    private int explain(Exception failure, ParseResult parsed) {
        if (failure instanceof InvalidInputException invalid) {
            console.err().println(Printable.of(invalid.problems().toString()));
            return USAGE;
        }
        if (failure instanceof PlatformException known) {
            console.err().println("error: " + Printable.of(known.getMessage()));
            known.remedy().ifPresent(remedy -> console.err().println("try: " + Printable.of(remedies.typed(remedy, parsed))));
            return known.kind() == Kind.INVALID ? USAGE : FAILURE;
        }
        log.error("a verb failed in a way nobody foresaw", failure);
        console.err().println("error: " + Printable.of(failure.toString()));
        console.err().println("try: the same with -v, which shows where; this is a defect of CloudTik or of a plugin");
        return FAILURE;
    }

    private static boolean wasInterrupted(Throwable failure) {
        if (Thread.interrupted()) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }
}
