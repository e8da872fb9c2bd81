package io.cloudtik.api.spi.state;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A key of the state.
 *
 * @param table what kind of thing, such as {@code slot} or {@code heartbeat}
 * @param id which one
 */
public record StateKey(Durability durability, String table, String id) {

    private static final Pattern TABLE = Pattern.compile("[a-z][a-z-]{0,30}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    public StateKey {
        Objects.requireNonNull(durability, "durability");
        if (!TABLE.matcher(table).matches() || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + table + "/" + id + "' is no key of the state");
        }
    }

    public static StateKey durable(String table, String id) {
        return new StateKey(Durability.DURABLE, table, id);
    }

    public static StateKey ofVolatile(String table, String id) {
        return new StateKey(Durability.VOLATILE, table, id);
    }

    @Override
    public String toString() {
        return table + "/" + id;
    }
}
