package io.cloudtik.dashboard;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who may see the page: a ticket is good for one browser and two minutes, the session it is changed for for twelve hours.
 * Both are kept in memory only, few of them, and end with the container. Thread-safe.
 */
final class Sessions {

    private static final Duration TICKET_LIFE = Duration.ofMinutes(2);
    private static final Duration SESSION_LIFE = Duration.ofHours(12);
    private static final int MOST = 64;
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource time;
    private final Map<String, Instant> tickets = new LinkedHashMap<>();
    private final Map<String, Instant> sessions = new LinkedHashMap<>();

    Sessions(InstantSource time) {
        this.time = time;
    }

    synchronized String ticket() {
        return add(tickets, TICKET_LIFE);
    }

    /** Changes a ticket for a session; empty if it was used, is too old or never was one. */
    synchronized String open(String ticket) {
        Instant end = tickets.remove(ticket);
        return end == null || !time.instant().isBefore(end) ? "" : add(sessions, SESSION_LIFE);
    }

    synchronized boolean isOpen(String session) {
        Instant end = sessions.get(session);
        return end != null && time.instant().isBefore(end);
    }

    private String add(Map<String, Instant> all, Duration life) {
        Instant now = time.instant();
        all.values().removeIf(end -> !now.isBefore(end));
        while (all.size() >= MOST) {
            all.remove(all.keySet().iterator().next());
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String value = HexFormat.of().formatHex(bytes);
        all.put(value, now.plus(life));
        return value;
    }
}
