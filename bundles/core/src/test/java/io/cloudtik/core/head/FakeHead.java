package io.cloudtik.core.head;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.state.StateAccount;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.exec.RecordingExecutorFactory;
import io.cloudtik.contracts.installation.FolderInstallation;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.contracts.time.ManualClock;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.journal.JournalFiles;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.metrics.ControllerMeters;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.DirectScheduler;
import io.cloudtik.core.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.Version;

/** A head without a machine: its files in a folder, its state in memory, its provider and runtimes fakes. */
final class FakeHead {

    static final String CLUSTER = """
            {
              "cluster_name": "demo",
              "workspace_name": "lab",
              "provider": {"type": "fake"},
              "available_node_types": {
                "head.default": {"resources": {"CPU": 2, "memory": "4G"}},
                "worker.default": {"min_workers": 0}
              },
              "runtime": {"types": ["shell"]}
            }
            """;

    private final ManualTime time = new ManualTime();
    private final JacksonRecordCodec codec = new JacksonRecordCodec();
    private final Runtimes runtimes = new Runtimes(time);
    private final UnsteadyStateStore state = new UnsteadyStateStore();
    private final ControllerMeters meters = new ControllerMeters(time);
    private final FakeProvider provider = new FakeProvider("fake", ManualClock.create());
    private final Path home;

    FakeHead(Path home) throws IOException {
        this.home = home;
        write(ControlPlane.IDENTITY_FILE, codec.encode(Demo.IDENTITY));
        write(ControlPlane.STATE_FILE, new StateAddress(Demo.IDENTITY.clusterUuid().value(), Demo.IDENTITY.address(),
                6789, List.of(6790), StateAddress.CONTROLLER, Secret.of("password")).toProperties());
        write(ControlPlane.CLUSTER_FILE, CLUSTER);
        write(ControlPlane.CLIENT_KEY_FILE, "ssh-ed25519 AAAA client\n");
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), content);
    }

    ManualTime time() {
        return time;
    }

    Runtimes runtimes() {
        return runtimes;
    }

    FakeProvider provider() {
        return provider;
    }

    ControllerMeters meters() {
        return meters;
    }

    StateBackend backend() {
        return new FakeBackend(state);
    }

    UnsteadyStateStore state() {
        return state;
    }

    JacksonRecordCodec codec() {
        return codec;
    }

    HeadFiles files() {
        return new HeadFiles(FolderInstallation.at(Role.HEAD, home), codec);
    }

    /** Starts its cluster controller, which makes no pass by itself. */
    ClusterController controller() {
        Providers providers = new Providers(time);
        providers.add(provider, Version.emptyVersion);
        Installation installation = FolderInstallation.at(Role.HEAD, home);
        return ClusterController.start(
                new ClusterController.Surroundings(
                        installation, codec, new ConfigLoader(providers, runtimes), providers, runtimes,
                        new RecordingExecutorFactory(), backend(), time, new DirectScheduler(),
                        meters, new JournalFiles(home.resolve("journal"), JournalFiles.Limits.DEFAULT)),
                files(),
                () -> {});
    }

    private record FakeBackend(StateStore store) implements StateBackend {

        @Override
        public NodePlan servers(StateAddress address) {
            return NodePlan.EMPTY;
        }

        @Override
        public StateStore open(StateAddress address) {
            return store;
        }

        @Override
        public void grant(StateAddress controller, StateAccount account) {
            // In memory everybody may do everything.
        }

        @Override
        public void revoke(StateAddress controller, NodeId node) {
            // See grant.
        }
    }
}
