package io.cloudtik.dashboard;

import com.sun.net.httpserver.HttpExchange;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.problem.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Decides who gets in, and remembers it in a cookie that scripts and other sites never see. */
final class Gate {

    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(:\\d+)?");
    private static final Pattern TICKET = Pattern.compile("ticket=([0-9a-f]{1,128})");
    private static final String BEARER = "Bearer ";
    private static final int UUID_DIGITS = 8;

    private final Sessions sessions;
    private final Predicate<Secret> admits;
    private final Set<String> hosts;
    private final String cookie;

    /** @param admits knows the control token */
    Gate(NodeIdentity head, Sessions sessions, Predicate<Secret> admits) {
        this.sessions = sessions;
        this.admits = admits;
        this.hosts = Set.copyOf(List.of("127.0.0.1", "localhost", "[::1]", hostOf(head.address())));
        // Cookies know no ports: two clusters' pages on 127.0.0.1 must not take each other's.
        this.cookie = "cloudtik_" + head.clusterUuid().value().substring(0, UUID_DIGITS);
    }

    private static String hostOf(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    /** Keeps out pages of other sites whose name was made to lead here. */
    boolean isMeant(HttpExchange exchange) {
        Matcher host = HOST.matcher(header(exchange, "Host"));
        return host.matches() && hosts.contains(host.group(1));
    }

    boolean hasToken(HttpExchange exchange) {
        String header = header(exchange, "Authorization");
        return header.startsWith(BEARER) && admits.test(Secret.of(header.substring(BEARER.length())));
    }

    boolean hasSession(HttpExchange exchange) {
        return cookies(exchange).anyMatch(sessions::isOpen);
    }

    /** The cookie's text for a request that comes with a good ticket. */
    Optional<String> sessionForTicket(HttpExchange exchange) {
        Matcher ticket = TICKET.matcher(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        String session = ticket.matches() ? sessions.open(ticket.group(1)) : "";
        return session.isEmpty()
                ? Optional.empty()
                : Optional.of(cookie + "=" + session + "; Path=/; HttpOnly; SameSite=Strict");
    }

    private Stream<String> cookies(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(cookie + "="))
                .map(pair -> pair.substring(cookie.length() + 1));
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }
}
