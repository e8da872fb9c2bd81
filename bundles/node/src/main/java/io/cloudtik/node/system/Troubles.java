package io.cloudtik.node.system;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** Says of what fails again and again only what is new: the first time, each other reason, and that it is over. */
public final class Troubles {

    private final Logger log;
    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    public Troubles(Logger log) {
        this.log = log;
    }

    public void failed(String what, String words, RuntimeException failure) {
        String reason = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        if (!reason.equals(reasons.put(what, reason))) {
            log.warn("{}: {}", words, reason);
            log.debug("{}", words, failure);
        }
    }

    public void recovered(String what) {
        if (reasons.remove(what) != null) {
            log.info("{} is in order again", what);
        }
    }
}
