package io.cloudtik.core.cluster;

import java.time.Duration;

/** Words for what is waited for. */
final class Waits {

    private Waits() {}

    static String forRetry(SlotView view, String what) {
        return view.slot().node() + ": " + what + ": " + view.slot().reason() + "; next try in "
                + seconds(view.retryIn());
    }

    static String seconds(Duration duration) {
        return Math.max(1, duration.toSeconds()) + " s";
    }
}
