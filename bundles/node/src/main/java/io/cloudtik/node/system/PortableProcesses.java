package io.cloudtik.node.system;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Processes as Java shows them, for systems without {@code /proc}. Of a session it sees the leader and what descends from
 * it while the leader runs; what was orphaned before is not found.
 */
final class PortableProcesses implements ProcessTable {

    @Override
    public Optional<ProcessIdentity> find(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> new ProcessIdentity(
                        pid, process.info().startInstant().map(start -> "at:" + start.toEpochMilli()).orElse("at:?")));
    }

    @Override
    public Collection<Long> session(ProcessIdentity leader) {
        if (!isRunning(leader)) {
            return List.of();
        }
        List<Long> members = new ArrayList<>();
        members.add(leader.pid());
        ProcessHandle.of(leader.pid()).ifPresent(process -> process.descendants().map(ProcessHandle::pid).forEach(members::add));
        return members;
    }

    @Override
    public Optional<Boolean> hasEnvironment(long pid, String variable) {
        return Optional.empty();
    }
}
