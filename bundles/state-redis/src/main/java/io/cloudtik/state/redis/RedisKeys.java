package io.cloudtik.state.redis;

import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import java.util.Locale;

/** What things are called in Redis. A colon is in no table and no id, so no two things share a name. */
final class RedisKeys {

    /** The uuid of the cluster a server belongs to. */
    static final String CLUSTER = "meta:cluster";

    static final String EPOCH = "meta:epoch";
    static final String QUARANTINE = "quarantine";

    private static final int LONGEST_ID = 128;

    private RedisKeys() {}

    static String record(StateKey key) {
        return prefix(key.durability(), key.table()) + key.id();
    }

    static String log(StateKey key) {
        return "log:" + key.table() + ":" + key.id();
    }

    /** A glob for all records of a table; tables hold no character a glob would read. */
    static String recordsOf(Durability durability, String table) {
        return prefix(durability, table) + "*";
    }

    /** The key of a record a name in Redis belongs to. */
    static StateKey parse(Durability durability, String table, String record) {
        return new StateKey(durability, table, record.substring(prefix(durability, table).length()));
    }

    /** Where a damaged record is set aside: on the same server, under its old table and id. */
    static StateKey quarantined(StateKey damaged) {
        String name = damaged.table() + "." + damaged.id();
        return new StateKey(
                damaged.durability(), QUARANTINE, name.substring(Math.max(0, name.length() - LONGEST_ID)));
    }

    private static String prefix(Durability durability, String table) {
        return durability.name().toLowerCase(Locale.ROOT) + ":" + table + ":";
    }
}
