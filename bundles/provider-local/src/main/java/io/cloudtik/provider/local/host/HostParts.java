package io.cloudtik.provider.local.host;

import io.cloudtik.provider.local.cgroup.NodeGroups;
import io.cloudtik.provider.local.folder.LocalRoot;
import io.cloudtik.provider.local.folder.NodeRecords;
import java.util.concurrent.ExecutorService;

/**
 * What all machines of the host share.
 *
 * @param commandThreads move the bytes of commands that run in nodes
 */
record HostParts(
        LocalRoot root,
        NodeRecords records,
        HostKeys hostKeys,
        NodeGroups groups,
        NodeProcesses processes,
        ExecutorService commandThreads) {}
