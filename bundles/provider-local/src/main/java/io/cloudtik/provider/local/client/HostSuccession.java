package io.cloudtik.provider.local.client;

import io.cloudtik.provider.local.folder.HostAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notices when another host process answers than before, whoever started it. Thread-safe. */
final class HostSuccession {

    private Optional<HostAddress> last = Optional.empty();
    private List<String> notices = new ArrayList<>();

    synchronized void met(HostAddress host) {
        last.filter(before -> !isSame(before, host)).ifPresent(before -> notices.add("the local host process " + before.pid()
                + " ended and " + host.pid() + " has taken its place; the nodes ran on and can be reached over SSH again"));
        last = Optional.of(host);
    }

    private static boolean isSame(HostAddress before, HostAddress now) {
        return before.pid() == now.pid() && before.began().equals(now.began());
    }

    /** What was noticed since this was last asked. */
    synchronized List<String> take() {
        List<String> taken = notices;
        notices = new ArrayList<>();
        return taken;
    }
}
