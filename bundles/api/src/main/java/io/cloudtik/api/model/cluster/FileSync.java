package io.cloudtik.api.model.cluster;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which files nodes get besides those of the platform.
 *
 * @param mounts path on every node to the path on the client it comes from, in the order of the file; client paths are
 *     as the user wrote them: {@code ~} is not replaced, and relative ones start at the folder of the file
 * @param clusterSynced paths on the head that are copied to the same paths on workers; one may be missing
 * @param exclude patterns of rsync for what is left out of directories
 * @param filter names of files with patterns in the manner of {@code .gitignore}, looked for in each directory
 * @param continuously whether workers get a file again when it changed on the head
 */
public record FileSync(
        Map<String, String> mounts,
        List<String> clusterSynced,
        List<String> exclude,
        List<String> filter,
        boolean continuously) {

    public static final FileSync NONE = new FileSync(Map.of(), List.of(), List.of(), List.of(), false);

    public FileSync {
        mounts = Collections.unmodifiableMap(new LinkedHashMap<>(mounts));
        clusterSynced = List.copyOf(clusterSynced);
        exclude = List.copyOf(exclude);
        filter = List.copyOf(filter);
    }
}
