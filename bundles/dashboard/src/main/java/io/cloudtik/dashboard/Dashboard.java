package io.cloudtik.dashboard;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterView;
import io.cloudtik.api.control.PageOperations;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.spi.node.ThisNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of the head this container is. One thread opens it and remembers how the cluster does; others serve. */
@Component(service = {}, immediate = true)
@SatisfyingConditionTarget(Role.HEAD_CONDITION)
public final class Dashboard {

    private static final Logger log = LoggerFactory.getLogger(Dashboard.class);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration END_TIME = Duration.ofSeconds(5);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(20);

    private final InetSocketAddress address;
    private final Gate gate;
    private final Sessions sessions;
    private final Watch watch;
    private final RecordCodec codec;
    private final ScheduledThreadPoolExecutor thread;
    private final ServingThreads serving = new ServingThreads(LONGEST_REQUEST);
    private volatile PageServer server;
    private String lastTrouble = "";

    @Activate
    public Dashboard(
            @Reference Installation installation,
            @Reference ThisNode node,
            @Reference ClusterView view,
            @Reference RecordCodec codec) {
        this.address = new InetSocketAddress(node.identity().address(), PageOperations.PORT);
        this.sessions = new Sessions(InstantSource.system());
        this.gate = new Gate(node.identity(), sessions, view::admits);
        this.watch = new Watch(view, installation.version(), InstantSource.system());
        this.codec = codec;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread named = new Thread(task, "dashboard");
            named.setDaemon(true);
            named.setContextClassLoader(Dashboard.class.getClassLoader());
            return named;
        });
        thread.execute(this::openWhenPossible);
        thread.scheduleWithFixedDelay(this::remember, 0, History.STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A head lives also without its page: as long as somebody has the port it is tried again. */
    private void openWhenPossible() {
        try {
            server = PageServer.open(address, serving, gate, sessions, watch, codec);
        } catch (IOException e) {
            String trouble = String.valueOf(e.getMessage());
            if (!trouble.equals(lastTrouble)) {
                log.warn("no page on {} for now: {}", address, trouble);
                lastTrouble = trouble;
            }
            thread.schedule(this::openWhenPossible, RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void remember() {
        try {
            watch.remember();
        } catch (RuntimeException e) {
            log.error("cannot remember how the cluster does", e);
        }
    }

    @Deactivate
    public void deactivate() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(END_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        PageServer open = server;
        if (open != null) {
            open.close();
        }
        serving.close();
    }
}
