package io.cloudtik.core.cluster;

import io.cloudtik.api.problem.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets derived from one: whoever has that has them all, the same each time, and nobody gets from one of them to another.
 */
public final class DerivedSecrets {

    private static final String ALGORITHM = "HmacSHA256";

    private final Secret source;

    public DerivedSecrets(Secret source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    /** @return 64 hex digits */
    public Secret of(String purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(source.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Secret.of(HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
