package io.cloudtik.node.control;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.node.system.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder {@code node} in a node's home: what the bootstrap wrote, and the plan that was read last. */
final class NodeFiles {

    private final Path folder;
    private final RecordCodec codec;

    NodeFiles(Path home, RecordCodec codec) {
        folder = home.resolve("node");
        this.codec = codec;
    }

    NodeIdentity identity() {
        return codec.decode(required("identity.json"), NodeIdentity.class);
    }

    StateAddress stateAddress() {
        try {
            return StateAddress.ofProperties(required("state.properties"));
        } catch (IllegalArgumentException e) {
            throw new PlatformException(Kind.INVALID, folder.resolve("state.properties") + ": " + e.getMessage(), e);
        }
    }

    /** What runs before the shared state does; empty on most nodes. */
    NodePlan systemPlan() {
        return read("system-plan.json").map(text -> codec.decode(text, NodePlan.class)).orElse(NodePlan.EMPTY);
    }

    /** The text of the plan that was applied last, so that services are looked after while the store is not reachable. */
    Optional<String> lastPlan() {
        return read("plan.json");
    }

    void keepPlan(String text) {
        try {
            AtomicFiles.write(AtomicFiles.makeFolder(folder).resolve("plan.json"), text);
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot keep the plan in " + folder + ": " + e.getMessage(), e);
        }
    }

    private String required(String name) {
        return read(name).orElseThrow(() -> new PlatformException(
                        Kind.INVALID, folder.resolve(name) + " is missing, which the set-up of a node writes")
                .withRemedy("cloudtik start sets the node up again"));
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot read " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }
}
