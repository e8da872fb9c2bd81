package io.cloudtik.core.bootstrap;

import io.cloudtik.api.spi.exec.Command;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a machine has, as one look over SSH told.
 *
 * @param platform its kernel and processor, such as {@code Linux x86_64}
 * @param user who we are on it
 * @param java the program the container would run with; empty if there is none
 * @param javaVersion its feature version; empty if it says none
 * @param javas the feature versions of all Javas that were found
 * @param hasDistribution whether the distribution is there, whole, on the node itself or in the machine's cache
 */
record Machine(
        String platform, String user, String java, Optional<Integer> javaVersion, Set<Integer> javas, boolean hasDistribution) {

    private static final Duration TIME = Duration.ofSeconds(60);

    /** Tells in {@code key=value} lines what the machine has. Its one argument is the distribution's hash. */
    private static final String LOOK = """
            home="$HOME/.cloudtik"
            echo "platform=$(uname -sm)"
            echo "user=$(id -un)"
            for candidate in "${CLOUDTIK_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
              if [ -n "$candidate" ] && [ -x "$candidate/bin/java" ]; then java="$candidate/bin/java"; break; fi
            done
            [ -n "${java:-}" ] || java=$(command -v java || true)
            if [ -n "$java" ]; then
              echo "java=$java"
              "$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = /java_version=/p'
            fi
            for release in "${CLOUDTIK_JAVA_HOME:-}/release" "${JAVA_HOME:-}/release" /usr/lib/jvm/*/release \\
                /Library/Java/JavaVirtualMachines/*/Contents/Home/release; do
              [ -r "$release" ] && sed -n 's/^JAVA_VERSION="\\([0-9]*\\).*/java_at_hand=\\1/p' "$release"
            done
            # Whoever can write a distribution runs code as us, so one in the cache must be our own, and the folder it lies in.
            kept="${CLOUDTIK_CACHE:-}/dist"
            if [ -e "$home/dist/$1/.complete" ] || { [ -O "$kept" ] && [ -O "$kept/$1" ] && [ -e "$kept/$1/.complete" ]; }; then
              echo dist=present
            fi
            exit 0
            """;

    Machine {
        javas = Set.copyOf(javas);
    }

    /** @param distribution the hash of the distribution to look for */
    static Machine look(NodeConnection connection, String distribution) {
        String answer = Results.require(connection.node(), "looking at the machine",
                        connection.ask(executor -> executor.run(Command.script(TIME, LOOK, distribution))))
                .stdout();
        Map<String, String> found = new HashMap<>();
        Set<Integer> javas = new TreeSet<>();
        answer.lines().forEach(line -> {
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals);
            found.put(key, line.substring(equals + 1));
            if (key.equals("java_at_hand") || key.equals("java_version")) {
                version(found.get(key)).ifPresent(javas::add);
            }
        });
        return new Machine(
                found.getOrDefault("platform", ""),
                found.getOrDefault("user", ""),
                found.getOrDefault("java", ""),
                version(found.getOrDefault("java_version", "")),
                javas,
                found.containsKey("dist"));
    }

    private static Optional<Integer> version(String text) {
        return text.matches("\\d{1,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    boolean hasJava(JavaNeeds.Range versions) {
        return javas.stream().anyMatch(versions::contains);
    }
}
