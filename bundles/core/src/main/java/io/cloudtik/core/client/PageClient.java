package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.PageOperations;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.InteractiveAccess;
import io.cloudtik.api.spi.exec.Tunnel;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.time.Time;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** A way from a browser here to the page on the head, through SSH. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class PageClient implements PageOperations {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration ANSWER_TIME = Duration.ofSeconds(15);

    private final ClusterService clusters;
    private final RecordCodec codec;
    private final Time time;

    @Activate
    public PageClient(@Reference ClusterService clusters, @Reference RecordCodec codec, @Reference Time time) {
        this.clusters = clusters;
        this.codec = codec;
        this.time = time;
    }

    @Override
    public void serve(Path file, OptionalInt port, Consumer<URI> ready, Progress progress) throws InterruptedException {
        try (ClusterScope scope = clusters.scope(file)) {
            ClusterUuid uuid = scope.requireUuid();
            AtomicInteger kept = new AtomicInteger(port.orElse(0));
            new LastingConnection(scope.spec().name().value(), time, progress).keep(
                    () -> scope.uuid().filter(uuid::equals).isPresent(),
                    serves -> serveOnce(scope, uuid, kept, page -> {
                        serves.run();
                        ready.accept(page);
                    }));
        }
    }

    /**
     * Returns when the connection is lost.
     *
     * @param port the port here, 0 for any; set to the one that was taken, which is kept
     */
    private void serveOnce(ClusterScope scope, ClusterUuid uuid, AtomicInteger port, Consumer<URI> ready)
            throws InterruptedException {
        CloudNode head = scope.machine(uuid, Optional.empty());
        try (CommandExecutor executor = scope.connect(head)) {
            InteractiveAccess access = AccessClient.interactive(executor);
            Secret token = scope.home().controlToken().orElseThrow(() -> new PlatformException(
                    Kind.UNAUTHORIZED, "the control token of cluster '" + scope.spec().name() + "' is missing here"));
            try (Tunnel tunnel = access.forward(new InetSocketAddress(LOOPBACK, port.get()), head.address(), PORT)) {
                port.set(tunnel.localPort());
                URI page = URI.create("http://" + LOOPBACK + ":" + tunnel.localPort() + "/");
                ready.accept(page.resolve("/?ticket=" + ticket(page, token)));
                access.awaitLoss();
            }
        }
    }

    private String ticket(URI page, Secret token) {
        HttpURLConnection connection = null;
        try {
            connection = (HttpURLConnection) page.resolve(TICKET_PATH).toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setConnectTimeout((int) ANSWER_TIME.toMillis());
            connection.setReadTimeout((int) ANSWER_TIME.toMillis());
            connection.setRequestProperty("Authorization", "Bearer " + token.reveal());
            int status = connection.getResponseCode();
            if (status != 200) {
                throw new PlatformException(Kind.UNAVAILABLE, "the head's page answers " + status)
                        .withRemedy("cloudtik status <cluster.yaml> says how the head does");
            }
            String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Map<?, ?> fields = codec.decode(answer, Map.class);
            return String.valueOf(fields.get("ticket"));
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "the head's page does not answer: " + e.getMessage(), e)
                    .withRemedy("cloudtik status <cluster.yaml> says how the head does");
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }
}
