/**
 * The state a cluster shares, in Redis: one primary that decides, durably, and shards that tell, which may forget.
 *
 * <p>A record is a hash of its text, version, epoch, format and checksum, below the key
 * {@code durable:<table>:<id>} on the primary or {@code volatile:<table>:<id>} on the shard its key hashes to; a volatile
 * list is {@code log:<table>:<id>}. Durable records are changed by Lua scripts alone. Node accounts use plain commands
 * alone, so that none of them can keep a server busy with a script.
 */
package io.cloudtik.state.redis;
