package io.cloudtik.provider.local.folder;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How the host process is reached, as it writes it to a file only its owner can read. */
public record HostAddress(long pid, Instant startedAt, int port, String token) {

    /** The kernel's and our idea of a start differ by the corrections of the clock, but never by a life of a process. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** The address of this very process. */
    public static HostAddress ofThisProcess(int port, String token) {
        ProcessHandle self = ProcessHandle.current();
        return new HostAddress(self.pid(), startOf(self), port, token);
    }

    public static Optional<HostAddress> read(LocalRoot root) throws IOException {
        return DurableFiles.read(root.hostAddress()).map(HostAddress::parse);
    }

    public void write(LocalRoot root) throws IOException {
        DurableFiles.write(root.hostAddress(), PropertiesText.format(Map.of(
                "pid", String.valueOf(pid),
                "started_at", startedAt.toString(),
                "port", String.valueOf(port),
                "token", token)));
    }

    /** Whether the process that wrote this lives. The token is for nobody who came to its port after it. */
    public boolean isOfLivingProcess() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> Duration.between(startOf(process), startedAt).abs().compareTo(TOLERANCE) < 0)
                .orElse(false);
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static HostAddress parse(String text) {
        Map<String, String> values = PropertiesText.parse(text);
        return new HostAddress(
                Long.parseLong(NodeOrder.required(values, "pid")),
                Instant.parse(NodeOrder.required(values, "started_at")),
                Integer.parseInt(NodeOrder.required(values, "port")),
                NodeOrder.required(values, "token"));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "host process " + pid + " on port " + port;
    }
}
