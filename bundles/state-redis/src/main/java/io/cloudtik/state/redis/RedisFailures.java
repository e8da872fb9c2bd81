package io.cloudtik.state.redis;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.net.SocketTimeoutException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Says in our words what went wrong with one server. No message holds a password: Redis never repeats one. */
final class RedisFailures {

    private final String server;
    private final String account;

    RedisFailures(String server, String account) {
        this.server = server;
        this.account = account;
    }

    /** Before any command of the caller was sent. */
    PlatformException connecting(JedisException cause) {
        return cause instanceof JedisConnectionException
                ? new PlatformException(Kind.UNAVAILABLE, server + " cannot be reached: " + reason(cause), cause)
                : answered(cause);
    }

    /** After a command was sent, or half of it. */
    PlatformException lost(boolean writing, JedisConnectionException cause) {
        String what = isTimeout(cause) ? server + " did not answer in time" : server + " was lost: " + reason(cause);
        return writing
                ? new PlatformException(Kind.UNKNOWN, what + ", and may have written before", cause)
                        .withRemedy("read again before writing again")
                : new PlatformException(Kind.UNAVAILABLE, what, cause);
    }

    /** Redis answered with an error, of which the first word is its code. */
    PlatformException answered(JedisException cause) {
        String words = String.valueOf(cause.getMessage());
        return switch (words.split(" ", 2)[0]) {
            case "NOPERM" -> new PlatformException(
                    Kind.DENIED, server + " denies it to account '" + account + "': " + words, cause);
            case "WRONGPASS", "NOAUTH" -> new PlatformException(
                    Kind.UNAUTHORIZED, server + " does not accept account '" + account + "' with its password", cause);
            case "MISCONF", "OOM", "LOADING", "READONLY", "BUSY", "MASTERDOWN", "NOREPLICAS", "TRYAGAIN" ->
                new PlatformException(Kind.UNAVAILABLE, server + " refuses: " + words, cause);
            default -> words.contains("max number of clients")
                    ? new PlatformException(Kind.UNAVAILABLE, server + " refuses: " + words, cause)
                    : new PlatformException(Kind.INTERNAL, server + " answered with an error: " + words, cause);
        };
    }

    PlatformException allConnectionsBusy() {
        return new PlatformException(Kind.UNAVAILABLE, "all connections to " + server + " are busy");
    }

    PlatformException closed() {
        return new PlatformException(Kind.UNAVAILABLE, "the connection to " + server + " was closed by this container");
    }

    PlatformException interrupted(InterruptedException cause) {
        return new PlatformException(Kind.UNAVAILABLE, "interrupted while waiting for " + server, cause);
    }

    PlatformException unclaimed() {
        return new PlatformException(
                Kind.UNAVAILABLE, server + " was not yet taken into use by the controller of its cluster");
    }

    PlatformException foreign(String found, String wanted) {
        return new PlatformException(
                        Kind.INVALID, server + " holds the state of cluster " + found + ", not of " + wanted)
                .withRemedy("look for another cluster's Redis on the same address and port");
    }

    static boolean isTimeout(JedisConnectionException failure) {
        return failure.getCause() instanceof SocketTimeoutException;
    }

    private static String reason(JedisException failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
