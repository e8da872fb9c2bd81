package io.cloudtik.provider.local.cgroup;

import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.PropertiesText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which groups there are or may be, a file for each node; its name is the node's id. */
final class GroupRecords {

    private static final String FOLDER = "folder.";
    private static final String SHORTFALL = "shortfall";

    private final Path records;

    GroupRecords(Path records) {
        this.records = records;
    }

    /** Before they are made. */
    void announce(String id, Collection<Path> folders) throws IOException {
        DurableFiles.createPrivateFolder(records);
        DurableFiles.write(records.resolve(id), PropertiesText.format(properties(folders)));
    }

    /** Once they are made, and limited as far as may be. */
    void save(String id, NodeGroup group) throws IOException {
        Map<String, String> values = properties(group.folders());
        values.put(SHORTFALL, group.shortfall());
        DurableFiles.write(records.resolve(id), PropertiesText.format(values));
    }

    private static Map<String, String> properties(Collection<Path> folders) {
        Map<String, String> values = new TreeMap<>();
        folders.forEach(folder -> values.put(FOLDER + values.size(), folder.toString()));
        return values;
    }

    /** What was saved. */
    Optional<NodeGroup> find(String id) throws IOException {
        return read(id).filter(values -> values.containsKey(SHORTFALL)).map(GroupRecords::group);
    }

    /** What was saved or announced. */
    Optional<NodeGroup> findAnnounced(String id) throws IOException {
        return read(id).map(GroupRecords::group);
    }

    private Optional<Map<String, String>> read(String id) throws IOException {
        return DurableFiles.read(records.resolve(id)).map(PropertiesText::parse);
    }

    private static NodeGroup group(Map<String, String> values) {
        List<Path> folders = values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(FOLDER))
                .map(entry -> Path.of(entry.getValue()))
                .toList();
        return new NodeGroup(folders, values.getOrDefault(SHORTFALL, ""));
    }

    void forget(String id) throws IOException {
        DurableFiles.delete(records.resolve(id));
    }

    List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(records)) {
            files.forEach(file -> ids.add(file.getFileName().toString()));
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return ids;
    }
}
