package io.cloudtik.core.files;

import io.cloudtik.api.model.cluster.FileSync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is left out of the folders that nodes get. Patterns of the configuration are for all folders; those of filter files
 * are for the folder the file is in and all below, and the last one that matches decides.
 */
final class FileRules {

    /** The patterns of one filter file, with the folder it was found in, relative to the root; empty for the root. */
    private record Filter(String folder, List<IgnorePattern> patterns) {}

    private final List<IgnorePattern> excludes;
    private final List<String> filterNames;
    private final List<Filter> filters;

    private FileRules(List<IgnorePattern> excludes, List<String> filterNames, List<Filter> filters) {
        this.excludes = excludes;
        this.filterNames = filterNames;
        this.filters = filters;
    }

    static FileRules of(FileSync sync) {
        return new FileRules(
                sync.exclude().stream().map(IgnorePattern::ofExclude).flatMap(Optional::stream).toList(),
                sync.filter(),
                List.of());
    }

    /** These rules and those of the filter files in a folder. */
    FileRules within(Path folder, String relative) throws IOException {
        List<Filter> all = new ArrayList<>(filters);
        for (String name : filterNames) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                all.add(new Filter(relative, new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines()
                        .map(IgnorePattern::ofFilterLine)
                        .flatMap(Optional::stream)
                        .toList()));
            }
        }
        return new FileRules(excludes, filterNames, all);
    }

    boolean leavesOut(String path, boolean isFolder) {
        if (excludes.stream().anyMatch(pattern -> pattern.matches(path, isFolder))) {
            return true;
        }
        boolean out = false;
        for (Filter filter : filters) {
            String inside = filter.folder().isEmpty() ? path : path.substring(filter.folder().length() + 1);
            for (IgnorePattern pattern : filter.patterns()) {
                if (pattern.matches(inside, isFolder)) {
                    out = !pattern.takesIn();
                }
            }
        }
        return out;
    }
}
