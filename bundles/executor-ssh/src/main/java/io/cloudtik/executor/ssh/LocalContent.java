package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an upload reads. */
interface LocalContent {

    InputStream open();

    static LocalContent of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }

    static LocalContent of(Path file) {
        return () -> {
            try {
                return Files.newInputStream(file);
            } catch (IOException e) {
                throw new PlatformException(Kind.INVALID, "cannot read " + file + ": " + e, e);
            }
        };
    }
}
