package io.cloudtik.core.cluster;

import java.time.Duration;

/** Words for how long something is waited for. */
final class Waits {

    private Waits() {}

    static String seconds(Duration duration) {
        return Math.max(1, duration.toSeconds()) + " s";
    }
}
