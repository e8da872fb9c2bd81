package io.cloudtik.node.system;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends signals by the shell's own {@code kill}: Java knows only TERM and KILL, and the program may be missing. */
final class Signals {

    private Signals() {}

    /** Processes that ended meanwhile are passed over. */
    static void send(String signal, Collection<Long> pids) {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh", "-c", "s=$1; shift; for p; do kill -s \"$s\" \"$p\"; done 2>/dev/null; exit 0", "kill", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot send " + signal + " to " + pids + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
