package io.cloudtik.api.installation;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where this container runs from and where its files live. Registered by core from the launcher's framework properties
 * {@code cloudtik.version}, {@code cloudtik.role}, {@code cloudtik.home} and {@code cloudtik.distribution}.
 */
@ProviderType
public interface Installation {

    String version();

    Role role();

    /**
     * The folder for everything this installation writes (mode 0700). On a client {@code CLOUDTIK_HOME}, by default
     * {@code ~/.cloudtik}; on a node {@code .cloudtik} in the login user's home.
     */
    Path home();

    /** The unpacked distribution: {@code bin/ etc/ bundles/ plugins/ lib/}. Read only. */
    Path distribution();

    /**
     * A folder that all containers of one machine may share for large downloads; {@code CLOUDTIK_CACHE} where that is
     * set, {@code cache} in {@link #home()} otherwise.
     */
    Path cache();
}
