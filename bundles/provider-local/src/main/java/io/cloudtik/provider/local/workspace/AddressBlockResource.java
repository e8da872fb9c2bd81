package io.cloudtik.provider.local.workspace;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.provider.local.folder.AddressBlock;
import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.ExclusiveLock;
import io.cloudtik.provider.local.folder.LocalRoot;
import io.cloudtik.provider.local.folder.NodeRecord;
import io.cloudtik.provider.local.folder.NodeRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The loopback addresses of the workspace's nodes. No other workspace of the root has them. Where to look first follows
 * from the root and the name, so that the roots of two users rarely meet; should they, their nodes still do not, since an
 * address is taken by binding it.
 */
final class AddressBlockResource implements WorkspaceResource {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LocalRoot root;
    private final WorkspaceName workspace;
    private final Path file;

    AddressBlockResource(LocalRoot root, WorkspaceName workspace) {
        this.root = root;
        this.workspace = workspace;
        this.file = root.addressBlock(workspace.value());
    }

    @Override
    public String name() {
        return "address-block";
    }

    @Override
    public String kind() {
        return "block of loopback addresses";
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public Optional<String> find() {
        return FileFailures.translate("read the " + this, () -> DurableFiles.read(file));
    }

    @Override
    public String create() {
        return FileFailures.translate("create the " + this, () -> {
            ExclusiveLock choosing = ExclusiveLock.acquire(root.lock("address-blocks"), PATIENCE);
            try (choosing) {
                return verify().isEmpty() ? find().orElseThrow() : choose();
            }
        });
    }

    private String choose() throws IOException {
        Set<String> taken = takenByOthers();
        int first = Math.floorMod((root.folder() + "/" + workspace).hashCode(), AddressBlock.COUNT);
        for (int i = 0; i < AddressBlock.COUNT; i++) {
            AddressBlock block = AddressBlock.ofIndex((first + i) % AddressBlock.COUNT);
            if (!canBind(block)) {
                return record(AddressBlock.oneAddress());
            }
            if (!taken.contains(block.toString())) {
                return record(block);
            }
        }
        throw new PlatformException(Kind.QUOTA, "all " + AddressBlock.COUNT + " address blocks of '" + root.folder() + "' are taken");
    }

    private Set<String> takenByOthers() throws IOException {
        Set<String> taken = new HashSet<>();
        for (WorkspaceName other : LocalWorkspace.list(root)) {
            DurableFiles.read(root.addressBlock(other.value())).ifPresent(taken::add);
        }
        return taken;
    }

    /** Linux takes all of 127.0.0.0/8 for its own, other systems only 127.0.0.1. */
    private static boolean canBind(AddressBlock block) {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(block.addresses().get(0)))) {
            return probe.isBound();
        } catch (IOException refused) {
            return false;
        }
    }

    private String record(AddressBlock block) throws IOException {
        DurableFiles.createPrivateFolder(file.getParent());
        DurableFiles.write(file, block.toString());
        return block.toString();
    }

    @Override
    public void delete() {
        FileFailures.translate("delete the " + this, () -> {
            List<String> inUse = new NodeRecords(root).all().stream()
                    .filter(node -> node.order().workspace().equals(workspace.value()))
                    .map(NodeRecord::id)
                    .toList();
            if (!inUse.isEmpty()) {
                throw new PlatformException(Kind.CONFLICT, "the " + this + " is in use by the nodes " + inUse)
                        .withRemedy("take down the clusters of the workspace first");
            }
            DurableFiles.delete(file);
            return WorkspaceFolder.deleteIfEmpty(root, workspace);
        });
    }

    @Override
    public List<String> verify() {
        String block = find().orElse("");
        try {
            AddressBlock.parse(block);
            return List.of();
        } catch (IllegalArgumentException damaged) {
            return List.of("'" + file + "' holds '" + block + "', which is no address block");
        }
    }

    @Override
    public String toString() {
        return name() + " of workspace '" + workspace + "'";
    }
}
