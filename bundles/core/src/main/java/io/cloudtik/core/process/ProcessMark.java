package io.cloudtik.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process by its number and its beginning, since numbers are given anew. On Linux it begins at a tick of a boot: the wall
 * clock's time, which Java gives, shifts when the clock is set, and by a second now and then when it is only corrected.
 *
 * @param began without blanks
 */
public record ProcessMark(long pid, String began) {

    private static final Path PROC = Path.of("/proc");
    private static final int START_TICK = 19;

    public static ProcessMark ofThisProcess() {
        return of(ProcessHandle.current());
    }

    static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(process.pid(), ticks(process.pid()).orElseGet(() -> "at:" + process.info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .orElse(0L)));
    }

    /** The process, if it lives. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> of(process).equals(this));
    }

    private static Optional<String> ticks(long pid) {
        try {
            String text = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            // Behind the program's name, which may itself hold blanks and parentheses.
            return Optional.of(boot + ":" + text.substring(text.lastIndexOf(')') + 2).split(" ")[START_TICK]);
        } catch (IOException goneOrNoLinux) {
            return Optional.empty();
        }
    }
}
