package io.cloudtik.api.spi.runtime;

import java.util.Locale;
import java.util.Objects;

/**
 * By which a file is known to be the one that was meant.
 *
 * @param hex in small letters
 */
public record Checksum(Algorithm algorithm, String hex) {

    public enum Algorithm {
        SHA256("SHA-256", 64),
        SHA512("SHA-512", 128);

        private final String javaName;
        private final int digits;

        Algorithm(String javaName, int digits) {
            this.javaName = javaName;
            this.digits = digits;
        }

        /** By which {@link java.security.MessageDigest} knows it. */
        public String javaName() {
            return javaName;
        }

        /** How many hex digits a checksum has. */
        public int digits() {
            return digits;
        }

        /** {@code sha256}. */
        @Override
        public String toString() {
            return javaName.replace("-", "").toLowerCase(Locale.ROOT);
        }
    }

    public Checksum {
        Objects.requireNonNull(algorithm, "algorithm");
        if (!hex.matches("[0-9a-f]{" + algorithm.digits() + "}")) {
            throw new IllegalArgumentException("a " + algorithm + " has " + algorithm.digits() + " hex digits in small letters");
        }
    }

    public static Checksum sha256(String hex) {
        return new Checksum(Algorithm.SHA256, hex);
    }

    public static Checksum sha512(String hex) {
        return new Checksum(Algorithm.SHA512, hex);
    }

    @Override
    public String toString() {
        return algorithm + " " + hex;
    }
}
