package io.cloudtik.node.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much a machine's network devices have carried since they came up, from {@code /proc/net/dev}. */
public final class NetworkCounters {

    /** Bytes. */
    public record Traffic(long received, long sent) {}

    private static final Logger LOG = LoggerFactory.getLogger(NetworkCounters.class);
    private static final int HEADINGS = 2;
    private static final int RECEIVED = 0;
    private static final int SENT = 8;

    private final Path file;

    public NetworkCounters(Path proc) {
        file = proc.resolve("net/dev");
    }

    /** By device; empty where this cannot be told. */
    public Map<String, Traffic> read() {
        Map<String, Traffic> devices = new TreeMap<>();
        try {
            List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
            lines.stream().skip(HEADINGS).forEach(line -> {
                int colon = line.indexOf(':');
                String[] counts = line.substring(colon + 1).strip().split(" +");
                devices.put(line.substring(0, colon).strip(),
                        new Traffic(Long.parseLong(counts[RECEIVED]), Long.parseLong(counts[SENT])));
            });
        } catch (IOException e) {
            LOG.debug("the network devices cannot be read", e);
        }
        return devices;
    }
}
