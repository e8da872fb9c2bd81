package io.cloudtik.provider.local.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How the host process is reached, as it writes it to a file only its owner can read. */
public record HostAddress(long pid, String began, int port, String token) {

    private static final Path PROC = Path.of("/proc");
    private static final int START_TICK = 19;

    /** The address of this very process. */
    public static HostAddress ofThisProcess(int port, String token) {
        ProcessHandle self = ProcessHandle.current();
        return new HostAddress(self.pid(), beginningOf(self), port, token);
    }

    public static Optional<HostAddress> read(LocalRoot root) throws IOException {
        Optional<String> text = DurableFiles.read(root.hostAddress());
        try {
            return text.map(HostAddress::parse);
        } catch (IllegalArgumentException damaged) {
            throw new IOException("'" + root.hostAddress() + "' is damaged: " + damaged.getMessage(), damaged);
        }
    }

    public void write(LocalRoot root) throws IOException {
        DurableFiles.write(root.hostAddress(), PropertiesText.format(Map.of(
                "pid", String.valueOf(pid),
                "began", began,
                "port", String.valueOf(port),
                "token", token)));
    }

    /** Whether the process that wrote this lives. The token is for nobody who came to its port after it. */
    public boolean isOfLivingProcess() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> beginningOf(process).equals(began) || startOf(process).equals(began))
                .isPresent();
    }

    /**
     * On Linux a tick of a boot: the wall clock's time, which Java gives, shifts when the clock is set, and a host that is
     * not taken for the living one stands in the way of every other.
     */
    private static String beginningOf(ProcessHandle process) {
        try {
            String text = Files.readString(PROC.resolve(process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            // Behind the program's name, which may itself hold blanks and parentheses.
            return boot + ":" + text.substring(text.lastIndexOf(')') + 2).split(" ")[START_TICK];
        } catch (IOException goneOrNoLinux) {
            return startOf(process);
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static HostAddress parse(String text) {
        Map<String, String> values = PropertiesText.parse(text);
        return new HostAddress(
                Long.parseLong(NodeOrder.required(values, "pid")),
                // Earlier hosts told the wall clock's time by this name.
                values.containsKey("started_at") ? values.get("started_at") : NodeOrder.required(values, "began"),
                Integer.parseInt(NodeOrder.required(values, "port")),
                NodeOrder.required(values, "token"));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "host process " + pid + " on port " + port;
    }
}
