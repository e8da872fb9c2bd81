package io.cloudtik.core.doctor;

import io.cloudtik.api.problem.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the resources of nodes on this machine can be limited. */
final class CgroupCheck {

    private static final String SUBJECT = "cgroups";
    private static final String TOLD_ONLY = "what local nodes use is told but not limited";

    private CgroupCheck() {}

    static Finding of(Path root) {
        try {
            Path controllers = root.resolve("cgroup.controllers");
            if (!Files.isReadable(controllers)) {
                return Finding.warn(SUBJECT, "there is no cgroup v2 here: " + TOLD_ONLY, "");
            }
            List<String> known = List.of(Files.readString(controllers).strip().split(" "));
            return known.containsAll(List.of("cpu", "memory"))
                    ? Finding.ok(SUBJECT, "version 2 with cpu and memory")
                    : Finding.warn(SUBJECT, "version 2 without cpu or memory: " + TOLD_ONLY, "have both delegated to this user");
        } catch (IOException e) {
            return Finding.warn(SUBJECT, "cannot be looked at: " + e.getMessage() + "; " + TOLD_ONLY, "");
        }
    }
}
