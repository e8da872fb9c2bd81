package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.InvalidInputException;
import java.util.Set;

/** Whose file a file is, so that one given in the place of another is not answered with a list of unknown keys. */
enum FileKind {
    WORKSPACE("workspace_name", "the file of a workspace, or cluster_name is missing", "give the file of a cluster"),
    CLUSTER("cluster_name", "the file of a cluster", "give the file of its workspace"),
    STORAGE("storage_name", "the file of a named storage, and these are not there yet", ""),
    DATABASE("database_name", "the file of a named database, and these are not there yet", ""),
    SIMULATOR("nodes", "the file of the Python edition's cloud simulator, which is not needed here",
            "give the file of a cluster"),
    UNKNOWN("", "", "");

    private final String key;
    private final String what;
    private final String remedy;

    FileKind(String key, String what, String remedy) {
        this.key = key;
        this.what = what;
        this.remedy = remedy;
    }

    static FileKind of(Settings settings) {
        if (settings.has(CLUSTER.key)) {
            return CLUSTER;
        }
        if (settings.has(STORAGE.key)) {
            return STORAGE;
        }
        if (settings.has(DATABASE.key)) {
            return DATABASE;
        }
        if (settings.has(SIMULATOR.key) && Set.of("instance_types", "nodes").containsAll(settings.keys())) {
            return SIMULATOR;
        }
        Set<String> ofWorkspace = Set.of("workspace_name", "provider", "from");
        return settings.has(WORKSPACE.key) && ofWorkspace.containsAll(settings.keys()) ? WORKSPACE : UNKNOWN;
    }

    /** @throws InvalidInputException if the settings are known to be those of another kind */
    static void require(FileKind wanted, Settings settings) {
        FileKind kind = of(settings);
        if (kind != wanted && kind != UNKNOWN) {
            throw YamlReader.refused(settings.place(kind.key), "this is " + kind.what, kind.remedy);
        }
    }
}
