package io.cloudtik.contracts.fault;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each fault of each call of one SPI, a test for each cell of the table: the fault is brought about, the call is made and must
 * say what happened in the words of {@link Kind}, then the fault ends and the same call must do what it should, once.
 * A cell that nobody filled fails. What came of it is written to {@code target/fault-tables}, for people and programs.
 *
 * @param <T> what is tested
 * @param <C> its calls
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultContract<T, C extends Enum<C>> {

    private final String spi;
    private final Class<C> calls;
    private final List<FaultReport.Line> lines = new ArrayList<>();

    FaultContract(String spi, Class<C> calls) {
        this.spi = spi;
        this.calls = calls;
    }

    /** A subject in surroundings of its own, with what its implementer says of the faults; for one cell, then closed. */
    protected abstract Bench<T, C> bench() throws Exception;

    /** The time in which a call gives up by itself when no answer comes. */
    protected Duration longestDeadline() {
        return Duration.ofMinutes(2);
    }

    /** Faults that the SPI itself rules out, with its reasons: nobody has to say so again. */
    abstract FaultTable<C> ruledOut();

    /** What the suite does with a subject in one cell. */
    abstract Trial<C> trial(T subject) throws Exception;

    /** Whether a call changes something, so that it is in doubt when no answer comes. */
    abstract Set<C> changing();

    @TestFactory
    Stream<DynamicTest> fault() {
        List<DynamicTest> tests = new ArrayList<>();
        for (C call : EnumSet.allOf(calls)) {
            for (CallFault fault : CallFault.values()) {
                tests.add(DynamicTest.dynamicTest(words(call) + " × " + fault.words(), () -> tryOut(call, fault)));
            }
        }
        return tests.stream();
    }

    private void tryOut(C call, CallFault fault) throws Exception {
        try (Bench<T, C> bench = bench()) {
            FaultTable.Cell cell = bench.faults().cell(call, fault).or(() -> ruledOut().cell(call, fault)).orElseThrow(() ->
                    new AssertionError("the cell " + words(call) + " × " + fault.words() + " is empty: say with caused(...) how"
                            + " the fault comes about, or with cannot(...) why it never does"));
            String found = cell.cause().isPresent() ? underFault(call, fault, bench.subject(), cell.cause().get()) : "";
            tell(call, fault, cell.cause().isPresent(), cell.cause().isPresent() ? found : cell.reason());
        } catch (Exception | AssertionError e) {
            lines.add(new FaultReport.Line(words(call), fault, FaultReport.Result.FAILED, String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void tell(C call, CallFault fault, boolean occurs, String text) {
        lines.add(new FaultReport.Line(
                words(call), fault, occurs ? FaultReport.Result.PASSED : FaultReport.Result.CANNOT_OCCUR, text));
    }

    private String underFault(C call, CallFault fault, T subject, Cause cause) throws Exception {
        try (Trial<C> trial = trial(subject)) {
            trial.prepare(call, fault);
            Cause.End end = cause.bringAbout();
            String found;
            boolean succeeded;
            try {
                trial.prepareUnderFault(call, fault);
                Attempt attempt = attempt(call, fault, () -> trial.call(call));
                succeeded = attempt.succeeded();
                found = trial.judge(call, fault, attempt).orElseGet(() -> judge(call, fault, attempt));
            } finally {
                end.end();
            }
            trial.afterwards(call, fault, succeeded);
            return found;
        }
    }

    /** In a thread of its own: a call that never ends must not take the suite with it. */
    private Attempt attempt(C call, CallFault fault, Callable<Optional<Object>> action) throws InterruptedException {
        boolean[] interrupted = new boolean[1];
        FutureTask<Optional<Object>> task = new FutureTask<>(() -> {
            try {
                return action.call();
            } finally {
                interrupted[0] = Thread.interrupted();
            }
        });
        Thread thread = new Thread(task, "fault-" + words(call) + "-" + fault.words());
        thread.setDaemon(true);
        thread.start();
        if (fault == CallFault.CANCELLED) {
            thread.interrupt();
        }
        try {
            return new Attempt(task.get(longestDeadline().toMillis(), TimeUnit.MILLISECONDS), Optional.empty(), interrupted[0]);
        } catch (ExecutionException e) {
            return new Attempt(Optional.empty(), Optional.of(e.getCause()), interrupted[0]);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new AssertionError(words(call) + " did not end within " + longestDeadline().toSeconds() + " s", e);
        }
    }

    private String judge(C call, CallFault fault, Attempt attempt) {
        boolean changes = changing().contains(call);
        return switch (fault) {
            case THROTTLED -> attempt.failedWith(Kind.THROTTLED) + waitAsked(attempt);
            case CAPACITY -> attempt.failedWith(Kind.CAPACITY).name();
            case QUOTA -> attempt.failedWith(Kind.QUOTA) + figures(attempt);
            case AUTH_EXPIRED -> attempt.failedWith(Kind.UNAUTHORIZED).name();
            case DENIED -> attempt.failedWith(Kind.DENIED).name();
            case CONFLICT -> attempt.failedWith(Kind.CONFLICT).name();
            case UNREACHABLE -> attempt.failedWith(Kind.UNAVAILABLE).name();
            case NOT_FOUND_YET -> attempt.failedWith(Kind.UNAVAILABLE, Kind.NOT_FOUND).name();
            case MALFORMED -> inDoubt(attempt, changes);
            // An implementation may ask again by itself, as often as it likes: what it promises then is looked after.
            case REPLY_LOST -> attempt.succeeded() ? "asked again" : inDoubt(attempt, changes);
            case DEADLINE -> attempt.succeeded() ? "answered late" : inDoubt(attempt, changes);
            case CANCELLED -> attempt.failedWith(Kind.UNKNOWN, Kind.UNAVAILABLE) + keptMark(attempt);
        };
    }

    /** A change may have been made; of a question nothing needs to be known. */
    private static String inDoubt(Attempt attempt, boolean changes) {
        return (changes ? attempt.failedWith(Kind.UNKNOWN) : attempt.failedWith(Kind.UNKNOWN, Kind.UNAVAILABLE)).name();
    }

    private static String waitAsked(Attempt attempt) {
        return attempt.failure()
                .flatMap(failure -> ((PlatformException) failure).retryAfter())
                .map(wait -> ", after " + wait.toSeconds() + " s")
                .orElse("");
    }

    /** A person must be able to ask for more: which limit, how much of it is used. */
    private static String figures(Attempt attempt) {
        String message = attempt.failure().orElseThrow().getMessage();
        if (!message.matches("(?s).*\\d.*\\d.*")) {
            throw new AssertionError("a refusal for a quota names what the quota is, what is used and what is wanted; this one says: "
                    + message);
        }
        return "";
    }

    private static String keptMark(Attempt attempt) {
        if (!attempt.interrupted()) {
            throw new AssertionError("the call swallowed the interruption of its thread: it must leave the mark on it");
        }
        return "";
    }

    static <E extends Enum<E>> String words(E call) {
        return call.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @AfterAll
    void writesTheTable() throws Exception {
        new FaultReport(spi, getClass().getSimpleName(), lines).write(Path.of("target", "fault-tables"));
    }
}
