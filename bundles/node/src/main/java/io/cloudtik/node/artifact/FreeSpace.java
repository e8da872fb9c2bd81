package io.cloudtik.node.artifact;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room a disk has. */
@FunctionalInterface
interface FreeSpace {

    FreeSpace OF_THIS_MACHINE = folder -> Files.getFileStore(folder).getUsableSpace();

    long in(Path folder) throws IOException;

    /** @throws PlatformException UNAVAILABLE if what is to come does not fit: room may be made */
    default void require(Path folder, String name, DataSize needed) throws IOException {
        DataSize free = new DataSize(in(folder));
        if (free.compareTo(needed) < 0) {
            throw new PlatformException(
                            Kind.UNAVAILABLE,
                            name + " needs " + needed + " in " + folder + ", where " + free + " are free")
                    .withRemedy("make room, or let CLOUDTIK_CACHE name a folder on a larger disk");
        }
    }
}
