package io.cloudtik.state.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A Lua script beside this class. Redis knows it by its hash, and gets its text where it does not. */
final class Script {

    static final Script COMPARE_AND_SET = of("epoch.lua", "compare-and-set.lua");
    static final Script DELETE = of("epoch.lua", "delete.lua");
    static final Script NEXT_EPOCH = of("epoch.lua", "next-epoch.lua");
    static final Script QUARANTINE = of("quarantine.lua");

    private final byte[] text;
    private final byte[] hash;

    private Script(String text) {
        this.text = Utf8.bytes(text);
        this.hash = Utf8.bytes(sha1(this.text));
    }

    private static Script of(String... files) {
        return new Script(Arrays.stream(files).map(Script::load).collect(Collectors.joining()));
    }

    /** The answer as Redis gives it: bytes, or a list of answers. A script unknown to Redis has done nothing. */
    Object run(Jedis redis, List<byte[]> keys, List<byte[]> arguments) {
        try {
            return redis.evalsha(hash, keys, arguments);
        } catch (JedisNoScriptException e) {
            return redis.eval(text, keys, arguments);
        }
    }

    private static String load(String file) {
        try (InputStream stream = Script.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the bundle lacks " + file);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
