package io.cloudtik.contracts.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** The suite itself: what is wrong fails. */
class FaultTableTest {

    private enum Door { OPEN }

    /** What is tried in the suite: one call that does as it is told. */
    private interface Act {
        Optional<Object> open() throws Exception;
    }

    @Test
    void anEmptyCellFails() {
        assertThatThrownBy(() -> run(FaultTable.of(Door.class), () -> Optional.empty(), CallFault.THROTTLED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the cell open × throttled is empty");
    }

    @Test
    void aFaultWithoutACauseNeedsAReason() {
        assertThatIllegalArgumentException().isThrownBy(() -> FaultTable.of(Door.class).cannot(CallFault.QUOTA, " "));
    }

    @Test
    void aCellIsFilledOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> FaultTable.of(Door.class)
                .cannot(CallFault.QUOTA, "there is none").caused(CallFault.QUOTA, Cause.once(() -> { })));
    }

    @Test
    void aCallThatSaysNothingOfTheFaultFails() {
        assertThatThrownBy(() -> run(caused(CallFault.DENIED), () -> Optional.of("in"), CallFault.DENIED))
                .hasMessageContaining("it should fail with [DENIED]");
    }

    @Test
    void theWrongKindFails() {
        assertThatThrownBy(() -> run(caused(CallFault.REPLY_LOST), failing(Kind.UNAVAILABLE), CallFault.REPLY_LOST))
                .hasMessageContaining("failed with UNAVAILABLE, not with [UNKNOWN]");
    }

    @Test
    void aForeignExceptionFails() {
        assertThatThrownBy(() -> run(caused(CallFault.MALFORMED), () -> {
            throw new IllegalStateException("json");
        }, CallFault.MALFORMED)).hasMessageContaining("a foreign exception crossed the border");
    }

    @Test
    void aQuotaWithoutFiguresFails() {
        assertThatThrownBy(() -> run(caused(CallFault.QUOTA), failing(Kind.QUOTA), CallFault.QUOTA))
                .hasMessageContaining("names what the quota is");
    }

    @Test
    void aCallThatSwallowsAnInterruptionFails() {
        assertThatThrownBy(() -> run(caused(CallFault.CANCELLED), () -> {
            await();
            throw new PlatformException(Kind.UNKNOWN, "interrupted");
        }, CallFault.CANCELLED)).hasMessageContaining("swallowed the interruption");
    }

    @Test
    void aCallThatNeverEndsFails() {
        assertThatThrownBy(() -> run(caused(CallFault.DEADLINE), () -> {
            await();
            return Optional.empty();
        }, CallFault.DEADLINE)).hasMessageContaining("did not end within");
    }

    @Test
    void whatIsRightPasses() throws Throwable {
        run(caused(CallFault.CANCELLED), () -> {
            await();
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNKNOWN, "interrupted");
        }, CallFault.CANCELLED);
        run(caused(CallFault.THROTTLED), failing(Kind.THROTTLED), CallFault.THROTTLED);
        run(FaultTable.of(Door.class).cannot(CallFault.QUOTA, "there is none"), failing(Kind.QUOTA), CallFault.QUOTA);
    }

    @Test
    void theReportTellsWhatPassedWhatCannotBeAndWhatFailed() {
        String text = new FaultReport("Doors", "OakDoorTest", List.of(
                new FaultReport.Line("open", CallFault.THROTTLED, FaultReport.Result.PASSED, "THROTTLED"),
                new FaultReport.Line("open", CallFault.QUOTA, FaultReport.Result.CANNOT_OCCUR, "nobody counts | here"),
                new FaultReport.Line("open", CallFault.DENIED, FaultReport.Result.FAILED, "it opened"))).markdown();

        assertThat(text).contains(
                "1 faults brought about and answered as they should be, 1 that cannot occur, 1 failed.",
                "| throttled | THROTTLED |", "| quota | – (1) |", "| denied | **FAILED** (2) |", "| conflict | not run |",
                "1. nobody counts \\| here\n2. it opened");
    }

    private static void await() {
        try {
            assertThat(new CountDownLatch(1).await(1, TimeUnit.HOURS)).isFalse();
        } catch (InterruptedException e) {
            Thread.interrupted(); // Swallowed, as a careless implementation does.
        }
    }

    private static Act failing(Kind kind) {
        return () -> {
            throw new PlatformException(kind, "no");
        };
    }

    private static FaultTable<Door> caused(CallFault fault) {
        return FaultTable.of(Door.class).caused(fault, Cause.once(() -> { }));
    }

    private static void run(FaultTable<Door> table, Act act, CallFault fault) throws Throwable {
        DynamicTest cell = new Doors(table, act).fault()
                .filter(test -> test.getDisplayName().equals("open × " + fault.words()))
                .findFirst()
                .orElseThrow();
        cell.getExecutable().execute();
    }

    private static final class Doors extends FaultContract<Act, Door> {

        private final FaultTable<Door> table;
        private final Act act;

        Doors(FaultTable<Door> table, Act act) {
            super("Door", Door.class);
            this.table = table;
            this.act = act;
        }

        @Override
        protected Bench<Act, Door> bench() {
            return new Bench<>(act, table);
        }

        @Override
        protected Duration longestDeadline() {
            return Duration.ofSeconds(2);
        }

        @Override
        FaultTable<Door> ruledOut() {
            return FaultTable.of(Door.class);
        }

        @Override
        Trial<Door> trial(Act subject) {
            return new Trial<>() {
                @Override
                public void prepare(Door call, CallFault fault) {
                    assertThat(call).isEqualTo(Door.OPEN);
                }

                @Override
                public Optional<Object> call(Door call) throws Exception {
                    return subject.open();
                }

                @Override
                public Optional<String> judge(Door call, CallFault fault, Attempt attempt) {
                    return Optional.empty();
                }

                @Override
                public void afterwards(Door call, CallFault fault, boolean succeeded) {
                    assertThat(call).isEqualTo(Door.OPEN);
                }

                @Override
                public void close() {
                    // It has nothing.
                }
            };
        }

        @Override
        Set<Door> changing() {
            return EnumSet.allOf(Door.class);
        }
    }
}
