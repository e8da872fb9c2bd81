package io.cloudtik.provider.local.workspace;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.ExclusiveLock;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A value is a file: its version in the first line, then the value as it is. Writers take turns by a lock, readers need
 * none, since a file is replaced as a whole.
 */
final class FileWorkspaceStore implements WorkspaceStore {

    static final String FOLDER = "values";

    private static final Pattern KEY = Pattern.compile("[a-z0-9._-]+(/[a-z0-9._-]+)*");
    private static final int LARGEST = 64 * 1024;
    private static final String SUFFIX = ".value";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WorkspaceName workspace;
    private final Path folder;
    private final Path lock;

    FileWorkspaceStore(LocalRoot root, WorkspaceName workspace) {
        this.workspace = workspace;
        this.folder = root.workspace(workspace.value()).resolve(FOLDER);
        this.lock = root.lock("values-of-" + workspace);
    }

    @Override
    public Optional<Entry> get(String key) {
        Path file = file(key);
        return FileFailures.translate("read " + named(key), () -> read(key, file));
    }

    @Override
    public Entry put(String key, String value, Optional<String> expectedVersion) {
        Path file = file(key);
        int size = value.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw new PlatformException(Kind.INVALID, named(key) + " has " + size + " bytes, above the " + LARGEST + " a value may have");
        }
        return inTurn("write " + named(key), () -> {
            if (!read(key, file).map(Entry::version).equals(expectedVersion)) {
                throw conflict(key);
            }
            String version = UUID.randomUUID().toString();
            DurableFiles.write(file, version + "\n" + value);
            return new Entry(key, value, version);
        });
    }

    @Override
    public void delete(String key, String expectedVersion) {
        Path file = file(key);
        inTurn("delete " + named(key), () -> {
            Optional<Entry> entry = read(key, file);
            if (entry.isPresent() && !entry.get().version().equals(expectedVersion)) {
                throw conflict(key);
            }
            DurableFiles.delete(file);
            return entry;
        });
    }

    @Override
    public List<String> list(String prefix) {
        return FileFailures.translate("list the values of workspace '" + workspace + "'", () -> {
            requireFolder();
            List<String> keys = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                files.forEach(file -> keys.add(key(file)));
            }
            return keys.stream().filter(key -> key.startsWith(prefix)).sorted().toList();
        });
    }

    private <T> T inTurn(String what, FileFailures.Work<T> work) {
        return FileFailures.translate(what, () -> {
            requireFolder();
            ExclusiveLock turn = ExclusiveLock.acquire(lock, PATIENCE);
            try (turn) {
                return work.run();
            }
        });
    }

    private Optional<Entry> read(String key, Path file) throws IOException {
        requireFolder();
        return DurableFiles.read(file).map(text -> {
            int end = text.indexOf('\n');
            if (end < 0) {
                throw new PlatformException(Kind.INTERNAL, named(key) + " is damaged: '" + file + "' has no version")
                        .withRemedy("delete that file");
            }
            return new Entry(key, text.substring(end + 1), text.substring(0, end));
        });
    }

    private void requireFolder() {
        if (!Files.isDirectory(folder)) {
            throw new PlatformException(Kind.NOT_FOUND, "workspace '" + workspace + "' does not exist")
                    .withRemedy("create it with 'cloudtik workspace create'");
        }
    }

    /** One flat folder: a key may be the beginning of another, which a file and a folder may not. No key has a comma. */
    private Path file(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new PlatformException(Kind.INVALID, "'" + key + "' is no key: write parts of [a-z0-9._-] with / between them");
        }
        return folder.resolve(key.replace('/', ',') + SUFFIX);
    }

    private static String key(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length()).replace(',', '/');
    }

    private String named(String key) {
        return "value '" + key + "' of workspace '" + workspace + "'";
    }

    private PlatformException conflict(String key) {
        return new PlatformException(Kind.CONFLICT, named(key) + " was written by somebody else since it was read");
    }
}
