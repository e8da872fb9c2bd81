package io.cloudtik.core.doctor;

import io.cloudtik.api.problem.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The folder everything is written to: that it can be, by us alone, and that there is room. */
final class FolderChecks {

    private static final long MEBIBYTE = 1L << 20;
    private static final long LEAST_MEBIBYTES = 1024;
    private static final long GOOD_MEBIBYTES = 5 * 1024;
    private static final String OTHER_HOME = "set CLOUDTIK_HOME to another folder";
    private static final Set<PosixFilePermission> OURS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path home;

    FolderChecks(Path home) {
        this.home = home;
    }

    List<Finding> findings() {
        return List.of(access(), room());
    }

    private Finding access() {
        Path folder = existing(home);
        if (!Files.isWritable(folder)) {
            return Finding.fail("home", folder + " cannot be written", OTHER_HOME);
        }
        if (!folder.equals(home)) {
            return Finding.ok("home", home + " will be made at the first command that needs it");
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(home);
            return OURS.containsAll(permissions)
                    ? Finding.ok("home", home.toString())
                    : Finding.warn("home", home + " may be seen by others: " + PosixFilePermissions.toString(permissions),
                            "chmod 700 " + home);
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.warn("home", home + " has no permissions that can be looked at: " + e.getMessage(), OTHER_HOME);
        }
    }

    private Finding room() {
        try {
            long mebibytes = Files.getFileStore(existing(home)).getUsableSpace() / MEBIBYTE;
            String free = mebibytes + " MiB free at " + existing(home);
            if (mebibytes < LEAST_MEBIBYTES) {
                return Finding.fail("disk", free + "; a cluster with Spark needs 1 GiB", "make room, or " + OTHER_HOME);
            }
            return mebibytes < GOOD_MEBIBYTES
                    ? Finding.warn("disk", free + "; jars of runtimes alone take 1 GiB", "make room, or " + OTHER_HOME)
                    : Finding.ok("disk", free);
        } catch (IOException e) {
            return Finding.fail("disk", "cannot be looked at: " + e.getMessage(), OTHER_HOME);
        }
    }

    static Finding cache(Path cache) {
        return Files.isWritable(existing(cache))
                ? Finding.ok("cache", cache.toString())
                : Finding.fail("cache", cache + " cannot be written", "set CLOUDTIK_CACHE to a folder of yours, or unset it");
    }

    /** The folder, or the nearest one above that is there. */
    private static Path existing(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }
}
