package io.cloudtik.node.system;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of this machine. Cheap enough to be asked for one process each second. */
public interface ProcessTable {

    /** The running process with this pid; empty if there is none, or it ended and waits only to be reaped. */
    Optional<ProcessIdentity> find(long pid);

    /** The processes of the session this process leads or led, the leader included while it runs. */
    Collection<Long> session(ProcessIdentity leader);

    /** Whether its environment holds {@code NAME=value}; empty where the system does not tell. */
    Optional<Boolean> hasEnvironment(long pid, String variable);

    default boolean isRunning(ProcessIdentity process) {
        return find(process.pid()).filter(process::equals).isPresent();
    }

    /** Sends {@code TERM} and the like to one process; one that ended is success. */
    default void signal(ProcessIdentity process, String signal) {
        if (isRunning(process)) {
            Signals.send(signal, List.of(process.pid()));
        }
    }

    /** Sends a signal to all processes of a session; does nothing if none is left. */
    default void signalSession(ProcessIdentity leader, String signal) {
        Collection<Long> members = session(leader);
        if (!members.isEmpty()) {
            Signals.send(signal, members);
        }
    }

    /** Sends a signal to those processes of a session that were not told before, and adds them to those that were. */
    default void signalNewcomers(ProcessIdentity leader, String signal, Set<Long> told) {
        List<Long> newcomers = session(leader).stream().filter(told::add).toList();
        if (!newcomers.isEmpty()) {
            Signals.send(signal, newcomers);
        }
    }

    static ProcessTable ofThisMachine() {
        return ProcFileSystem.isPresent() ? new ProcFileSystem() : new PortableProcesses();
    }
}
