package io.cloudtik.runtime.spark;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.spi.runtime.Checksum;
import io.cloudtik.api.spi.runtime.Download;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Spark of the user's own, as Apache publishes it: an address, or a path that each node has.
 *
 * @param checksum of the file; without it nobody knows whether what is there is what was meant, or still is
 */
record SparkTarball(URI source, Checksum checksum) {

    static final String KEY = "tarball";

    private static final String SOURCE = "source";
    private static final String FROM_MAVEN = "maven";
    private static final String FROM_TARBALL = "tarball";
    /** 4.0.1 takes 560 MiB unpacked, and as much again while it is. */
    private static final DataSize SIZE = DataSize.ofMebibytes(1200);

    /** The one a block names; empty if Spark comes from Maven, or if {@link #problems} has something to say of it. */
    static Optional<SparkTarball> of(Settings block) {
        return problems(block).isEmpty()
                ? block.text(KEY).map(text -> new SparkTarball(uri(text), checksum(block).orElseThrow()))
                : Optional.empty();
    }

    static List<Problem> problems(Settings block) {
        List<Problem> problems = new ArrayList<>();
        Optional<String> tarball = block.text(KEY);
        String source = block.text(SOURCE).orElse(tarball.isPresent() ? FROM_TARBALL : FROM_MAVEN);
        if (source.equals(FROM_TARBALL) && tarball.isEmpty()) {
            problems.add(error(block, SOURCE, "Spark is to come from a tarball, and no tarball is named",
                    "write tarball: and its address, or a path that each node has"));
        }
        if (source.equals(FROM_MAVEN)) {
            for (String key : List.of(KEY, "sha256", "sha512")) {
                if (block.has(key)) {
                    problems.add(error(block, key, key + " has no meaning while Spark comes from Maven",
                            "leave it out, or write source: tarball"));
                }
            }
            return problems;
        }
        tarball.filter(text -> !isUsable(text)).ifPresent(text -> problems.add(error(
                block, KEY, "'" + text + "' is neither an https address nor an absolute path", "write https://... or /...")));
        int sums = (block.has("sha256") ? 1 : 0) + (block.has("sha512") ? 1 : 0);
        if (sums != 1) {
            problems.add(error(block, sums == 0 ? KEY : "sha256",
                    sums == 0 ? "the tarball of Spark has no checksum" : "the tarball of Spark has two checksums",
                    "write sha512: (Apache publishes it beside the file, and sha512sum prints it) or sha256:"));
        }
        return problems;
    }

    Download download() {
        return new Download(SparkInstallation.ARTIFACT, source, checksum, SIZE, true);
    }

    private static Optional<Checksum> checksum(Settings block) {
        return block.text("sha512").map(hex -> Checksum.sha512(hex.toLowerCase(Locale.ROOT)))
                .or(() -> block.text("sha256").map(hex -> Checksum.sha256(hex.toLowerCase(Locale.ROOT))));
    }

    private static boolean isUsable(String text) {
        try {
            return text.startsWith("/") || "https".equals(URI.create(text).getScheme()) && URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static URI uri(String text) {
        return text.startsWith("/") ? Path.of(text).toUri() : URI.create(text);
    }

    private static Problem error(Settings block, String key, String message, String remedy) {
        return Problem.error(block.place(key), block.path(key), message, remedy);
    }
}
