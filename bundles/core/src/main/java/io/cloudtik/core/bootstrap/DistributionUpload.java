package io.cloudtik.core.bootstrap;

import io.cloudtik.api.spi.exec.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Puts a distribution on a machine, for {@link Machine} to find. Where the machine names a cache, it is kept there for the
 * nodes to come and the node has a link to it: nodes of one machine then share the files, and what Java maps of them.
 */
final class DistributionUpload {

    private static final Duration TIME = Duration.ofSeconds(60);

    /** Only the whole gets its name, and in a cache only the first one does. Its one argument is the distribution's hash. */
    private static final String FINISH = """
            set -e
            umask 077
            cd "$HOME/.cloudtik/dist"
            : > "$1.partial/.complete"
            [ ! -L "$1" ] || rm -f "$1"
            if [ -n "${CLOUDTIK_CACHE:-}" ] && mkdir -p "$CLOUDTIK_CACHE/dist" && [ -O "$CLOUDTIK_CACHE/dist" ]; then
              kept="$CLOUDTIK_CACHE/dist/$1"
              rm -rf "$kept.$$"
              mv "$1.partial" "$kept.$$"
              # What has the name and is not whole was cut off while it was deleted.
              [ ! -d "$kept" ] || [ -e "$kept/.complete" ] || mv "$kept" "$kept.broken.$$" || :
              mv -T "$kept.$$" "$kept" 2>/dev/null || [ -e "$kept/.complete" ] || mv "$kept.$$" "$kept"
              rm -rf "$kept.$$" "$kept.broken.$$"
              ln -s "$kept" "$1"
            fi
            [ -e "$1" ] || mv "$1.partial" "$1"
            """;

    private final NodeConnection connection;
    private final Consumer<String> activity;

    DistributionUpload(NodeConnection connection, Consumer<String> activity) {
        this.connection = connection;
        this.activity = activity;
    }

    /** Under a partial name first; what a broken transfer left is overwritten. */
    void put(NodeDistribution parts, Machine machine) {
        String target = ".cloudtik/dist/" + parts.hash() + ".partial/";
        SortedMap<String, Path> files = parts.filesFor(machine.platform());
        int count = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            count++;
            activity.accept("copying the platform: file " + count + " of " + files.size());
            connection.act(executor -> executor.upload(
                    file.getValue(), target + file.getKey(), Files.isExecutable(file.getValue()) ? 0700 : 0600));
        }
        Results.require(connection.node(), "completing the platform's files",
                connection.ask(executor -> executor.run(Command.script(TIME, FINISH, parts.hash()))));
    }
}
