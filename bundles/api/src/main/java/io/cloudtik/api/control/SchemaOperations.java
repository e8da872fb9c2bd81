package io.cloudtik.api.control;

import org.osgi.annotation.versioning.ProviderType;

/** What may stand in configuration files, for editors and for programs that write such files. */
@ProviderType
public interface SchemaOperations {

    /** A file that people write. */
    enum File { WORKSPACE, CLUSTER }

    /**
     * A JSON Schema (2020-12) of a file, as indented text: the keys of every file, and those that the installed providers
     * and runtimes take, with descriptions, defaults and the words that are allowed. Does no I/O.
     */
    String schema(File file);
}
