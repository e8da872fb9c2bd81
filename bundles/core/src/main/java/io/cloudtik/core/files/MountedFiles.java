package io.cloudtik.core.files;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code file_mounts} says, read on the client. */
public final class MountedFiles {

    private static final String KEY = "file_mounts";

    private MountedFiles() {}

    /**
     * @param base the folder of the cluster's file, at which relative paths start
     * @param home in place of {@code ~}
     * @throws InvalidInputException with the place of every path that is missing, not readable, or must not go where it
     *     is to go
     */
    public static FileSet read(ClusterSpec spec, Path base, Path home) {
        Settings section = spec.settings().section(KEY);
        FileRules rules = FileRules.of(spec.files());
        ContentHashes hashes = new ContentHashes();
        List<SourceFile> files = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        spec.files().mounts().forEach((remote, local) -> {
            String trouble = "";
            String remedy = "";
            try {
                files.addAll(FileScan.of(
                        NodePaths.local(local, base, home), NodePaths.target(remote), rules, hashes));
            } catch (NoSuchFileException e) {
                trouble = "there is no file or folder '" + local + "' for '" + remote + "' (" + e.getFile() + ")";
                remedy = "relative paths start at the folder of the file, ~ is your home";
            } catch (AccessDeniedException e) {
                trouble = e.getFile() + " cannot be read, for '" + remote + "'";
            } catch (FileScan.Refusal e) {
                trouble = e.getMessage();
                remedy = "leave it out with rsync_exclude, or mount something else";
            } catch (IOException e) {
                trouble = "'" + local + "' cannot be read: " + e.getMessage();
            } catch (IllegalArgumentException e) {
                trouble = e.getMessage();
            }
            if (!trouble.isEmpty()) {
                problems.add(Problem.error(section.place(remote), section.path(remote), trouble, remedy));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidInputException(new Problems(problems));
        }
        return FileSet.of(files);
    }
}
