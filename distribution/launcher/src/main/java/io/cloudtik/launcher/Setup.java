package io.cloudtik.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a container is started with.
 *
 * @param role {@code client}, {@code head} or {@code worker}
 * @param distribution the unpacked distribution
 * @param home where everything is written
 */
record Setup(String version, String role, Path distribution, Path home) {

    private static final Set<String> ROLES = Set.of("client", "head", "worker");

    /**
     * @param properties the JVM's: {@code cloudtik.role} and {@code cloudtik.distribution}, set by the start scripts
     * @param environment the process's: on a client {@code CLOUDTIK_HOME} says where the home is
     */
    static Setup of(Map<?, ?> properties, Map<String, String> environment) throws LaunchFailure {
        String role = text(properties, "cloudtik.role")
                .orElseThrow(() -> new LaunchFailure("no role given: start cloudtik by bin/cloudtik or bin/cloudtik-container"));
        if (!ROLES.contains(role)) {
            throw new LaunchFailure("'" + role + "' is no role: write client, head or worker");
        }
        Path distribution = text(properties, "cloudtik.distribution")
                .map(Path::of)
                .orElseThrow(() -> new LaunchFailure("no distribution given: start cloudtik by bin/cloudtik or bin/cloudtik-container"));
        String version = Optional.ofNullable(Setup.class.getPackage().getImplementationVersion()).orElse("0.0.0");
        return new Setup(version, role, distribution.toAbsolutePath().normalize(), home(role, properties, environment));
    }

    /**
     * A node's home is its login user's, whatever that user's environment says of a client. HOME counts, not the user
     * database: the nodes of the local provider share one user and have homes of their own.
     */
    private static Path home(String role, Map<?, ?> properties, Map<String, String> environment) {
        String chosen = environment.getOrDefault("CLOUDTIK_HOME", "");
        if (role.equals("client") && !chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath().normalize();
        }
        String userHome = environment.getOrDefault("HOME", "");
        return Path.of(userHome.isBlank() ? text(properties, "user.home").orElse(".") : userHome)
                .toAbsolutePath()
                .normalize()
                .resolve(".cloudtik");
    }

    private static Optional<String> text(Map<?, ?> properties, String name) {
        return Optional.ofNullable(properties.get(name)).map(Object::toString).filter(text -> !text.isBlank());
    }

    boolean isNode() {
        return !role.equals("client");
    }

    Path logFile() {
        return home.resolve("logs").resolve(isNode() ? "container.log" : "cloudtik.log");
    }

    /** A folder below the home that only its owner can read. */
    Path ownFolder(String name) throws LaunchFailure {
        Path folder = home.resolve(name);
        try {
            OwnFolder.make(folder);
            return folder;
        } catch (IOException e) {
            throw new LaunchFailure(folder + " cannot be made: " + e + "; CLOUDTIK_HOME names another place", e);
        }
    }

    /** What bundles learn of it, as framework properties. */
    Map<String, String> properties() {
        return Map.of(
                "cloudtik.version", version,
                "cloudtik.role", role,
                "cloudtik.home", home.toString(),
                "cloudtik.distribution", distribution.toString());
    }
}
