package io.cloudtik.core.role;

import io.cloudtik.api.problem.Secret;
import io.cloudtik.core.time.Ids;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Chance from the machine's own source. */
@Component
public final class RandomIds implements Ids {

    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    @Activate
    public RandomIds() {
        // Nothing to set up; SCR wants a public constructor.
    }

    @Override
    public String uuid() {
        return UUID.randomUUID().toString();
    }

    @Override
    public Secret secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Secret.of(HexFormat.of().formatHex(bytes));
    }
}
