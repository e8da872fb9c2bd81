package io.cloudtik.state.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** Lays out {@code lib/redis} as the distribution does, from the binaries in org.signal:embedded-redis. */
final class RedisBinary {

    private static final Map<String, String> SHA256 = Map.of(
            "linux-amd64", "c0cdeef856b3410fd99d6ec6fc6a20302e69059b00ce5d6abab7b3e5069ea91e",
            "linux-arm64", "d5c7ff117caf45d7dc2f59c1f956e1830438779947d66aa5647c2cdcc16eca50",
            "darwin-amd64", "e22a3d9147802bba0724efb2e446c49e1e514e76ff8031bb6d44b8628400d8f3",
            "darwin-arm64", "07838a2eb6f5961c89d8e6f1f83482de355dfc6bb04e05bfb00ae1f137dee129");

    private static final Path WRAPPER = Path.of("src", "main", "dist", "redis-server");

    private RedisBinary() {}

    static void layOut(Path distribution) throws IOException {
        String platform = platform();
        Path folder = Files.createDirectories(distribution.resolve("lib/redis"));
        executable(Files.copy(WRAPPER, folder.resolve("redis-server")));
        Path binary = Files.createDirectories(folder.resolve(platform)).resolve("redis-server");
        try (InputStream entry = RedisBinary.class.getResourceAsStream("/redis-server-7.0.15-" + platform)) {
            if (entry == null) {
                throw new IllegalStateException("no Redis for " + platform);
            }
            byte[] bytes = entry.readAllBytes();
            String found = HexFormat.of().formatHex(sha256(bytes));
            if (!found.equals(SHA256.get(platform))) {
                throw new IllegalStateException("the Redis for " + platform + " has sha256 " + found);
            }
            Files.write(binary, bytes);
        }
        executable(binary);
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "darwin" : "linux")
                + (machine.equals("aarch64") || machine.equals("arm64") ? "-arm64" : "-amd64");
    }

    private static void executable(Path file) {
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + file + " executable");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
