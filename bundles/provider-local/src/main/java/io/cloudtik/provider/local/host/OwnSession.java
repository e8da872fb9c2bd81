package io.cloudtik.provider.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes that a command started without detaching them, found by their session where the system tells it. */
final class OwnSession {

    private OwnSession() {}

    /** The process itself and those of its descendants that are in its session. */
    static Stream<ProcessHandle> of(Process process) {
        Optional<String> session = session(process.toHandle());
        Stream<ProcessHandle> companions = process.descendants()
                .filter(descendant -> session.isPresent() && session.equals(session(descendant)));
        return Stream.concat(Stream.of(process.toHandle()), companions);
    }

    private static Optional<String> session(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            // The second field, the name, may hold anything but ends with the last parenthesis; the session is the sixth.
            return Optional.of(status.substring(status.lastIndexOf(')') + 2).split(" ")[3]);
        } catch (IOException goneOrNoProc) {
            return Optional.empty();
        }
    }
}
