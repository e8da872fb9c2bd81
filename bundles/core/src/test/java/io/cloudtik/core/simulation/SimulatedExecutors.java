package io.cloudtik.core.simulation;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Tunnel;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.provider.simulated.cloud.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** SSH to simulated machines: the bootstrap's steps take their time, and do what they say. */
final class SimulatedExecutors implements ExecutorFactory {

    private static final Duration HANDSHAKE = Duration.ofMillis(300);
    private static final Duration STEP = Duration.ofMillis(200);
    static final int DOES_NOT_RUN = 3;

    private final SimulatedNodes nodes;
    private final RecordCodec codec;
    private final Seam seam;

    SimulatedExecutors(SimulatedNodes nodes, RecordCodec codec, Seam seam) {
        this.nodes = nodes;
        this.codec = codec;
        this.seam = seam;
    }

    @Override
    public CommandExecutor connect(NodeAccess access, Path privateKey, Path knownHosts, Duration timeout) {
        seam.pass("connecting over SSH");
        Machine machine = nodes.reachable(access.host()).orElseGet(() -> {
            seam.await(timeout);
            throw new PlatformException(Kind.UNAVAILABLE, access.host() + " does not answer");
        });
        seam.await(HANDSHAKE);
        return new Session(machine, access.host());
    }

    @Override
    public String ensureKeyPair(Path privateKey, String comment) {
        return "ssh-ed25519 AAAA " + comment;
    }

    private final class Session implements CommandExecutor {

        private final Machine machine;
        private final String host;

        Session(Machine machine, String host) {
            this.machine = machine;
            this.host = host;
        }

        private void step() {
            seam.pass("a step over SSH");
            seam.await(STEP);
            if (nodes.reachable(host).filter(found -> found.id().equals(machine.id())).isEmpty()) {
                throw new PlatformException(Kind.UNKNOWN, "the connection to " + host + " was lost");
            }
        }

        @Override
        public CommandResult run(Command command) {
            step();
            String script = command.stdin();
            if (script.contains("start --role")) {
                nodes.startContainer(machine);
            } else if (script.contains("cloudtik-container\" status")) {
                return new CommandResult(nodes.runsContainer(machine) ? 0 : DOES_NOT_RUN, "", "");
            } else if (script.contains("uname -sm")) {
                return new CommandResult(
                        0, "platform=Linux x86_64\nuser=root\njava=/usr/bin/java\njava_version=17\n", "");
            }
            return new CommandResult(0, "", "");
        }

        @Override
        public int stream(Command command, OutputSink sink) {
            return run(command).exitCode();
        }

        @Override
        public void upload(byte[] content, String remotePath, int mode) {
            step();
            if (remotePath.endsWith(ControlPlane.IDENTITY_FILE)) {
                NodeIdentity identity = codec.decode(new String(content, StandardCharsets.UTF_8), NodeIdentity.class);
                nodes.inside(machine).identity = Optional.of(identity.node());
            }
        }

        @Override
        public void upload(Path file, String remotePath, int mode) {
            step();
        }

        @Override
        public void download(String remotePath, Path file) {
            throw new PlatformException(Kind.NOT_FOUND, "a simulated machine has no file '" + remotePath + "'");
        }

        @Override
        public Tunnel forward(String host, int port) {
            throw new PlatformException(Kind.UNAVAILABLE, "a simulated machine has no ports");
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
