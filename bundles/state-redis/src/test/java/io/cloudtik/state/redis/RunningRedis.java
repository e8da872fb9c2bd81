package io.cloudtik.state.redis;

import io.cloudtik.api.installation.Role;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.contracts.installation.FolderInstallation;
import io.cloudtik.contracts.net.FreePort;
import io.cloudtik.contracts.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;

/** Real servers, run from the very plan the backend makes, with its variables filled as a node would. */
final class RunningRedis implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path distribution;
    private final Path planFolder;
    private final StateAddress address;
    private final NodePlan plan;
    private final Map<String, Process> processes = new LinkedHashMap<>();

    private RunningRedis(Path home, StateAddress address) throws IOException {
        this.distribution = home.resolve("distribution");
        this.planFolder = planFolder(home);
        this.address = address;
        this.plan = RunningRedis.backend().servers(address);
        RedisBinary.layOut(distribution);
    }

    private static Path planFolder(Path home) {
        return home.resolve("a plan's folder");
    }

    /** Where servers started under this home keep what they hold; it may exist before them. */
    static Path dataFolder(Path home) {
        return planFolder(home).resolve("redis-data");
    }

    static RunningRedis start(Path home) throws IOException {
        List<Integer> ports = freePorts(3);
        StateAddress address = new StateAddress(
                UUID.randomUUID().toString(),
                HOST,
                ports.get(0),
                ports.subList(1, 3),
                StateAddress.CONTROLLER,
                Secret.of("secret-" + UUID.randomUUID()));
        RunningRedis redis = new RunningRedis(home, address);
        try {
            redis.applyPlan();
        } catch (IOException | RuntimeException | AssertionError e) {
            redis.close();
            throw e;
        }
        return redis;
    }

    /** As a container has it. */
    static RedisStateBackend backend() {
        return new RedisStateBackend(FolderInstallation.at(Role.HEAD, Path.of("nowhere")));
    }

    StateAddress address() {
        return address;
    }

    Path planFolder() {
        return planFolder;
    }

    /** Writes the planned files and starts what does not run. */
    void applyPlan() throws IOException {
        Files.createDirectories(planFolder.resolve("redis-data"));
        for (PlannedFile file : plan.files()) {
            write(file);
        }
        for (PlannedService service : plan.services()) {
            if (!processes.containsKey(service.name())) {
                processes.put(service.name(), run(service));
            }
        }
        for (int port : ports()) {
            Eventually.await("Redis answers on port " + port, PATIENCE, () -> answers(port));
        }
    }

    Process process(String service) {
        return processes.get(service);
    }

    List<Process> processes() {
        return List.copyOf(processes.values());
    }

    void kill(String service) throws InterruptedException {
        Process process = processes.remove(service);
        process.destroyForcibly().waitFor();
    }

    /** Ends a server in order, as a node's supervisor does: it writes out what it holds. */
    void stop(String service) throws InterruptedException {
        Process process = processes.remove(service);
        process.destroy();
        process.waitFor();
    }

    /** STOP, CONT and the like. */
    void signal(String service, String signal) throws IOException, InterruptedException {
        String pid = Long.toString(process(service).pid());
        new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    }

    /** A connection with the controller's account that goes past the store. */
    Jedis raw(int port) {
        return as(port, StateAddress.CONTROLLER, address.password());
    }

    Jedis as(int port, String account, Secret password) {
        return new Jedis(
                HOST,
                port,
                DefaultJedisClientConfig.builder()
                        .user(account)
                        .password(password.reveal())
                        .protocol(RedisProtocol.RESP2)
                        .autoNegotiateProtocol(false)
                        .build());
    }

    List<Integer> ports() {
        List<Integer> ports = new ArrayList<>(address.shardPorts());
        ports.add(0, address.primaryPort());
        return ports;
    }

    private boolean answers(int port) {
        try (Jedis redis = raw(port)) {
            return redis.ping().equals("PONG");
        } catch (JedisException e) {
            return false;
        }
    }

    private void write(PlannedFile file) throws IOException {
        Path path = planFolder.resolve(file.path());
        if (file.onlyIfMissing() && Files.exists(path)) {
            return;
        }
        Files.createDirectories(path.getParent());
        Files.writeString(path, filled(file.content()));
        String mode = file.mode() == 0600 ? "rw-------" : "rw-r--r--";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private Process run(PlannedService service) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(service.command().stream().map(this::filled).toList());
        builder.environment().putAll(service.environment());
        Path log = planFolder.resolve(service.name() + ".log");
        return builder.directory(planFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private String filled(String text) {
        return text.replace("${distribution}", distribution.toString())
                .replace("${dir:redis-data}", planFolder.resolve("redis-data").toString())
                .replace("${dir}", planFolder.toString());
    }

    private static List<Integer> freePorts(int count) throws IOException {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            ports.add(FreePort.next());
        }
        return List.copyOf(ports);
    }

    @Override
    public void close() {
        for (Process process : processes.values()) {
            process.destroy();
        }
        for (Process process : processes.values()) {
            try {
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
