package io.cloudtik.dashboard;

import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterStatus;
import java.util.List;

/**
 * All that the page shows, as it travels to it.
 *
 * @param events newest last; more than the status has
 * @param history oldest first
 */
record PageData(String version, ClusterStatus status, List<ClusterEvent> events, List<Moment> history) {

    /** Without what a page has already. */
    PageData since(long second) {
        return new PageData(version, status, events, history.stream().filter(moment -> moment.at() > second).toList());
    }
}
