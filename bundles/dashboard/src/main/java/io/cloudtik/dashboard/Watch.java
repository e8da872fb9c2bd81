package io.cloudtik.dashboard;

import io.cloudtik.api.control.ClusterView;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.problem.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the cluster for all who have the page open, and for the plots when nobody has. Thread-safe. */
final class Watch {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final int EVENTS = 100;
    /** However many pages are open, the cluster is asked once in so long. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ClusterView view;
    private final String version;
    private final InstantSource time;
    private final History history = new History();
    private PageData last;
    private Instant lastAt = Instant.MIN;

    Watch(ClusterView view, String version, InstantSource time) {
        this.view = view;
        this.version = version;
        this.time = time;
    }

    /** @throws PlatformException UNAVAILABLE as long as the cluster controller starts */
    synchronized PageData data() {
        Instant now = time.instant();
        if (last == null || !now.isBefore(lastAt.plus(FRESH))) {
            last = new PageData(version, view.status(), events(), history.moments());
            lastAt = now;
        }
        return last;
    }

    /** A status is worth showing also when the shared state, which has the events, is away. */
    private List<ClusterEvent> events() {
        try {
            return view.events(EVENTS);
        } catch (PlatformException e) {
            log.debug("no events for now", e);
            return List.of();
        }
    }

    void remember(Moment moment) {
        history.add(moment);
    }

    /** Called every {@link History#STEP}. */
    void remember() {
        try {
            remember(Moment.of(view.status(), time.instant()));
        } catch (PlatformException e) {
            log.debug("nothing to remember for now", e);
        }
    }
}
