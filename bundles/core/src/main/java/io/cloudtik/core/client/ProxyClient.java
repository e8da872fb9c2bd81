package io.cloudtik.core.client;

import io.cloudtik.api.control.Progress;
import io.cloudtik.api.control.ProxyOperations;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.InteractiveAccess;
import io.cloudtik.api.spi.exec.Tunnel;
import io.cloudtik.core.time.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxies of this machine: one process a cluster, found by the record it keeps in the cluster's folder. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class ProxyClient implements ProxyOperations {

    private static final Logger log = LoggerFactory.getLogger(ProxyClient.class);
    private static final int ANY_PORT = 0;
    private static final int FIRST_PORT = 6000;
    private static final int LAST_PORT = 6999;

    private final ClusterService clusters;
    private final Installation installation;
    private final Time time;

    @Activate
    public ProxyClient(@Reference ClusterService clusters, @Reference Installation installation, @Reference Time time) {
        this.clusters = clusters;
        this.installation = installation;
        this.time = time;
    }

    @Override
    public RunningProxy start(Path file, Optional<String> bindAddress, OptionalInt port) {
        bindAddress.ifPresent(ProxyClient::address); // Says at once what is wrong.
        try (ClusterScope scope = clusters.scope(file)) {
            Optional<ProxyRecord> running = scope.home().proxy();
            if (running.isPresent()) {
                return running.get().proxy();
            }
            scope.connect(scope.machine(scope.requireUuid(), Optional.empty())).close(); // This too.
            return new ProxyProcess(installation, scope.home(), time).start(file, bindAddress, port);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "starting the proxy was interrupted; it was ended", e);
        }
    }

    @Override
    public void serve(
            Path file, Optional<String> bindAddress, OptionalInt port, Consumer<RunningProxy> ready, Progress progress)
            throws InterruptedException {
        InetAddress address = address(bindAddress.orElse("127.0.0.1"));
        try (ClusterScope scope = clusters.scope(file)) {
            ClusterUuid uuid = scope.requireUuid();
            AtomicInteger kept = new AtomicInteger(port.orElse(ANY_PORT));
            try {
                new LastingConnection(scope.spec().name().value(), time, progress).keep(
                        () -> scope.uuid().filter(uuid::equals).isPresent(),
                        serves -> serveOnce(scope, uuid, address, kept, proxy -> {
                            serves.run();
                            ready.accept(proxy);
                        }));
            } finally {
                if (scope.home().exists()) {
                    scope.home().forgetProxy();
                }
            }
        }
    }

    /**
     * Returns when the connection is lost.
     *
     * @param port set to the one that was taken, which is kept
     */
    private void serveOnce(
            ClusterScope scope, ClusterUuid uuid, InetAddress address, AtomicInteger port, Consumer<RunningProxy> ready)
            throws InterruptedException {
        try (CommandExecutor executor = scope.connect(scope.machine(uuid, Optional.empty()))) {
            InteractiveAccess access = AccessClient.interactive(executor);
            try (Tunnel proxy = open(access, address, port.get())) {
                port.set(proxy.localPort());
                ProxyRecord record = ProxyRecord.ofThisProcess(address.getHostAddress(), proxy.localPort(), time.now());
                scope.home().rememberProxy(record);
                ready.accept(record.proxy());
                access.awaitLoss();
            }
        }
    }

    private static Tunnel open(InteractiveAccess access, InetAddress address, int wanted) {
        if (wanted != ANY_PORT) {
            return access.proxy(new InetSocketAddress(address, wanted));
        }
        for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
            try {
                return access.proxy(new InetSocketAddress(address, port));
            } catch (PlatformException e) {
                if (e.kind() != Kind.CONFLICT) {
                    throw e;
                }
            }
        }
        throw new PlatformException(
                Kind.CONFLICT, "no port from " + FIRST_PORT + " to " + LAST_PORT + " of " + address.getHostAddress() + " is free");
    }

    /** One that this machine has; Linux answers to all of 127.0.0.0/8, whatever its interfaces list. */
    static InetAddress address(String text) {
        try {
            InetAddress address = InetAddress.getByName(text);
            if (address.isLoopbackAddress() || address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
                return address;
            }
        } catch (IOException e) {
            log.debug("cannot look for {}", text, e);
        }
        throw new PlatformException(Kind.INVALID, "'" + text + "' is no address of this machine");
    }

    @Override
    public Optional<RunningProxy> find(Path file) {
        try (ClusterScope scope = clusters.scope(file)) {
            return scope.home().proxy().map(ProxyRecord::proxy);
        }
    }

    @Override
    public boolean stop(Path file) {
        try (ClusterScope scope = clusters.scope(file)) {
            return new ProxyProcess(installation, scope.home(), time).stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "stopping the proxy was interrupted", e);
        }
    }
}
