package io.cloudtik.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The processor time in a {@code /proc/PID/stat}. The kernel counts it in hundredths of a second, whatever the machine.
 *
 * @param own user and system time of the process itself
 * @param ofEnded that of its children, and of theirs, which have ended and were waited for
 */
record ProcessorTime(Duration own, Duration ofEnded) {

    private static final long MILLISECONDS_A_TICK = 10;
    /** Where utime stands, counted from the word behind the name, which is the third of the file. */
    private static final int FIRST_TIME = 14 - 3;

    static ProcessorTime of(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    static ProcessorTime ofThisProcess() throws IOException {
        return of(ProcessHandle.current().pid());
    }

    /** The name in parentheses may hold blanks and parentheses, so what counts begins behind the last of them. */
    static ProcessorTime parse(String stat) {
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessorTime(
                ticks(words, FIRST_TIME).plus(ticks(words, FIRST_TIME + 1)),
                ticks(words, FIRST_TIME + 2).plus(ticks(words, FIRST_TIME + 3)));
    }

    private static Duration ticks(String[] words, int index) {
        return Duration.ofMillis(Long.parseLong(words[index]) * MILLISECONDS_A_TICK);
    }
}
