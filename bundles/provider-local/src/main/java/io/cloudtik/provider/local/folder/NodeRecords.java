package io.cloudtik.provider.local.folder;

import io.cloudtik.api.model.workspace.WorkspaceName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The records of the nodes on disk. The host process alone writes them; the provider reads. */
public final class NodeRecords {

    private static final String RECORD = "node.properties";
    private static final String REMEMBERED = ".properties";
    /** How many nodes that are gone are remembered, so that a late repetition of their launch brings none back. */
    private static final int MEMORY = 1_000;

    private final LocalRoot root;

    public NodeRecords(LocalRoot root) {
        this.root = root;
    }

    /** All nodes in the order of their launch. */
    public List<NodeRecord> all() throws IOException {
        List<NodeRecord> records = new ArrayList<>();
        for (String id : folders()) {
            find(id).ifPresent(records::add);
        }
        records.sort(Comparator.comparing(NodeRecord::launchedAt).thenComparing(NodeRecord::id));
        return records;
    }

    public Optional<NodeRecord> find(String id) throws IOException {
        return isName(id) ? read(recordFile(id)) : Optional.empty();
    }

    /** Folders of launches that never came to a record. */
    public List<String> orphans() throws IOException {
        return folders().stream().filter(id -> !Files.exists(recordFile(id))).toList();
    }

    public void save(NodeRecord record) throws IOException {
        DurableFiles.write(recordFile(record.id()), record.toText());
    }

    /** Remembers a node that is gone, and removes its folder. */
    public void bury(NodeRecord record) throws IOException {
        DurableFiles.createPrivateFolder(root.terminated());
        DurableFiles.write(root.terminated().resolve(record.id() + REMEMBERED), record.toText());
        DurableFiles.deleteTree(root.node(record.id()));
        forgetOldest();
    }

    /** A node that is gone, if it is remembered. */
    public Optional<NodeRecord> findBuried(String id) throws IOException {
        return isName(id) ? read(root.terminated().resolve(id + REMEMBERED)) : Optional.empty();
    }

    /** Forgets the nodes that are gone with their workspace. */
    public void forgetBuried(WorkspaceName workspace) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.terminated(), "*" + REMEMBERED)) {
            for (Path file : files) {
                Optional<NodeRecord> record = read(file);
                if (record.map(node -> node.order().workspace()).filter(workspace.value()::equals).isPresent()) {
                    DurableFiles.delete(file);
                }
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }

    private static Optional<NodeRecord> read(Path file) throws IOException {
        Optional<String> text = DurableFiles.read(file);
        try {
            return text.map(NodeRecord::parse);
        } catch (IllegalArgumentException | DateTimeException damaged) {
            throw new IOException("'" + file + "' is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private void forgetOldest() throws IOException {
        List<Path> remembered = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.terminated(), "*" + REMEMBERED)) {
            files.forEach(remembered::add);
        }
        if (remembered.size() > MEMORY) {
            remembered.sort(Comparator.comparing(path -> path.toFile().lastModified()));
            for (Path oldest : remembered.subList(0, remembered.size() - MEMORY)) {
                DurableFiles.delete(oldest);
            }
        }
    }

    private List<String> folders() throws IOException {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root.nodes())) {
            children.forEach(child -> ids.add(child.getFileName().toString()));
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return ids;
    }

    private Path recordFile(String id) {
        return root.node(id).resolve(RECORD);
    }

    /** Ids come from outside; none may lead out of the folder. */
    private static boolean isName(String id) {
        return id.matches("[A-Za-z0-9][A-Za-z0-9-]*");
    }
}
