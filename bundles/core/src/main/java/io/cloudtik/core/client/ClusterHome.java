package io.cloudtik.core.client;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.core.files.PrivateFile;
import io.cloudtik.core.time.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What this machine keeps of one cluster, in {@code CLOUDTIK_HOME/clusters/<workspace>/<cluster>} (0700, files 0600): the
 * key pair, the pinned host keys, the secrets, and a copy of the file the cluster was started from.
 */
final class ClusterHome implements ClusterKeys {

    private static final String ORIGIN = "origin.properties";
    private static final String KEY = "key";

    private final Path folder;

    ClusterHome(Path home, WorkspaceName workspace, ClusterName cluster) {
        this(home.resolve("clusters").resolve(workspace.value()).resolve(cluster.value()));
    }

    private ClusterHome(Path folder) {
        this.folder = folder;
    }

    static List<ClusterHome> all(Path home) {
        return foldersIn(home.resolve("clusters")).stream()
                .flatMap(workspace -> foldersIn(workspace).stream())
                .filter(folder -> Files.isRegularFile(folder.resolve(ORIGIN)))
                .sorted()
                .map(ClusterHome::new)
                .toList();
    }

    /** None in a folder that is not there: another command may take a cluster down meanwhile. */
    private static List<Path> foldersIn(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            folders.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw unusable(folder, e.getCause());
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        return found;
    }

    /**
     * Makes the folder and remembers from which file the cluster is started, with a copy of it.
     *
     * @param operatorKey the private key that the file names
     */
    void remember(Path file, String provider, ClusterUuid uuid, Optional<Path> operatorKey) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            write("cluster.yaml", Files.readString(file));
            write(ORIGIN, "file=" + escaped(file.toAbsolutePath()) + "\nprovider=" + provider + "\nuuid=" + uuid + "\n"
                    + operatorKey.map(key -> KEY + "=" + escaped(key) + "\n").orElse(""));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\");
    }

    @Override
    public boolean exists() {
        return Files.isRegularFile(folder.resolve(ORIGIN));
    }

    /** The copy that was kept of the cluster's file. */
    Path keptFile() {
        return folder.resolve("cluster.yaml");
    }

    String origin(String key) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(folder.resolve(ORIGIN))) {
            properties.load(in);
        } catch (IOException e) {
            throw unusable(folder.resolve(ORIGIN), e);
        }
        return properties.getProperty(key, "");
    }

    /** The cluster's identity when it was last brought up from here. */
    Optional<ClusterUuid> uuid() {
        return exists() ? Optional.of(origin("uuid")).filter(text -> !text.isEmpty()).map(ClusterUuid::new) : Optional.empty();
    }

    String cluster() {
        return folder.getFileName().toString();
    }

    String workspace() {
        return folder.getParent().getFileName().toString();
    }

    @Override
    public Path privateKey() {
        return operatorKey().orElseGet(() -> folder.resolve("cluster-key"));
    }

    /** The key of the person who brought the cluster up, if its file named one then. */
    Optional<Path> operatorKey() {
        return exists() ? Optional.of(origin(KEY)).filter(text -> !text.isEmpty()).map(Path::of) : Optional.empty();
    }

    /** With which the cluster's head logs in to its workers. */
    Path headKey() {
        return folder.resolve("head-key");
    }

    String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    @Override
    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    @Override
    public Optional<Secret> controlToken() {
        return secret("control.token");
    }

    Secret controlToken(Ids ids) {
        return secret("control.token", ids);
    }

    Secret statePassword(Ids ids) {
        return secret("state.password", ids);
    }

    /** The proxy through the cluster's head, if one runs. */
    Optional<ProxyRecord> proxy() {
        Path file = folder.resolve(ProxyRecord.FILE);
        return Files.exists(file)
                ? ProxyRecord.parse(text(file)).filter(record -> record.process().isPresent())
                : Optional.empty();
    }

    void rememberProxy(ProxyRecord record) {
        write(ProxyRecord.FILE, record.text());
    }

    void forgetProxy() {
        try {
            Files.deleteIfExists(folder.resolve(ProxyRecord.FILE));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    @Override
    public List<Secret> secrets() {
        return Stream.of("control.token", "state.password").flatMap(name -> secret(name).stream()).toList();
    }

    private Optional<Secret> secret(String name) {
        Path file = folder.resolve(name);
        try {
            String text = Files.exists(file) ? Files.readString(file).strip() : "";
            return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private Secret secret(String name, Ids ids) {
        return secret(name).orElseGet(() -> {
            Secret fresh = ids.secret();
            write(name, fresh.reveal());
            return fresh;
        });
    }

    private void write(String name, String content) {
        Path target = folder.resolve(name);
        try {
            PrivateFile.write(target, content);
        } catch (IOException e) {
            throw unusable(target, e);
        }
    }

    /** Forgets everything; absent is success. */
    void delete() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw unusable(folder, e.getCause());
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static PlatformException unusable(Path path, IOException cause) {
        return new PlatformException(Kind.INVALID, path + " cannot be used: " + cause.getMessage(), cause)
                .withRemedy("check its owner and permissions, or set CLOUDTIK_HOME to another folder");
    }
}
