package io.cloudtik.core.client;

import io.cloudtik.api.control.DebugStatus;
import io.cloudtik.api.control.DiagnosticOperations.Dump;
import io.cloudtik.api.control.DiagnosticOperations.DumpRequest;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.core.config.SecretReader;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.dump.Masking;
import io.cloudtik.core.dump.TarGz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what is known of a cluster into one archive. What cannot be had is named in it and left out. */
final class ClusterDump {

    private static final Logger log = LoggerFactory.getLogger(ClusterDump.class);
    private static final Duration TIME = Duration.ofMinutes(2);
    /** A result keeps the last mebibyte of what a command prints. */
    private static final long MOST_LOG_BYTES = 1 << 20;
    private static final int LONGEST_LOG_NAME = 48;
    private static final String LIST_LOGS = "cd .cloudtik/logs 2>/dev/null && for f in *.log *.out; do [ -f \"$f\" ] && echo \"$f\"; done; exit 0";
    /** Without the line that it cuts: half of a secret would not be known for one. */
    static final String LOG_END = """
            log=.cloudtik/logs/$1
            if [ "$(wc -c < "$log")" -gt "$2" ]; then tail -c "$2" -- "$log" | tail -n +2; else exec cat -- "$log"; fi
            """;
    private static final String MACHINE = """
            echo "date: $(date -u '+%Y-%m-%dT%H:%M:%SZ')"
            echo "system: $(uname -a)"
            echo "uptime: $(uptime 2>/dev/null)"
            echo "distribution: $(readlink .cloudtik/dist/current 2>/dev/null)"
            echo; df -h . 2>/dev/null
            echo; free -m 2>/dev/null
            echo; for d in /proc/[0-9]*; do
                [ -r "$d/status" ] || continue
                awk '/^(Name|Pid|State|VmRSS|Threads):/ {printf "%s ", $0} END {print ""}' "$d/status" 2>/dev/null
            done
            """;

    private final ClusterScope scope;
    private final ClusterUuid uuid;
    private final DumpRequest request;
    private final Progress progress;
    private final Masking masking;
    private final List<String> missing = new ArrayList<>();

    ClusterDump(ClusterScope scope, ClusterUuid uuid, DumpRequest request, Progress progress) {
        this.scope = scope;
        this.uuid = uuid;
        this.request = request;
        this.progress = progress;
        Set<String> secretNames = new HashSet<>(scope.provider().describe().secretKeys());
        this.masking = new Masking(knownSecrets(scope), secretNames);
    }

    /** The platform's own, and what references of the file stand for, as far as that can be told here and now. */
    private static List<String> knownSecrets(ClusterScope scope) {
        List<String> known = new ArrayList<>(scope.keys().secrets().stream().map(Secret::reveal).toList());
        known.addAll(scope.secrets().values().values());
        try {
            known.addAll(new SecretReader(System::getenv).read(scope.spec().settings()).values().values());
        } catch (InvalidInputException e) {
            log.info("not all that is secret in the file is known here: {}", e.getMessage());
        }
        return known;
    }

    Dump write() {
        Path target = request.target();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (TarGz archive = new TarGz(Files.newOutputStream(part), scope.around().time().now())) {
                fill(archive);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Dump(target, Files.size(target), missing);
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, target + " cannot be written: " + e.getMessage(), e)
                    .withRemedy("name another place with --output");
        } finally {
            discard(part);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, part + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private void fill(TarGz archive) throws IOException {
        add(archive, "cluster.json", scope.around().codec().encodePretty(masking.tree(scope.spec().settings().values())));
        add(archive, "client.txt", "cloudtik " + scope.around().installation().version()
                + "\njava " + Runtime.version() + "\nsystem " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch") + "\n");
        head(archive);
        List<Member> members = scope.members(uuid).stream()
                .sorted(Comparator.comparing(Member::kind).thenComparing(Member::node))
                .toList();
        add(archive, "machines.txt", members.stream()
                .map(member -> member.node() + " " + member.kind() + " " + member.machine().id() + " "
                        + member.machine().state() + " " + member.machine().address() + " " + member.machine().launchedAt())
                .collect(Collectors.joining("\n", "", "\n")));
        for (Member member : Member.select(members, request.nodes())) {
            node(archive, member);
        }
        add(archive, "missing.txt", String.join("\n", missing) + (missing.isEmpty() ? "nothing\n" : "\n"));
    }

    /** What the head says, as it says it: records of the control API. */
    private void head(TarGz archive) throws IOException {
        progress.activity("", "asking the head");
        Map<String, String> answers = new TreeMap<>();
        try (HeadConnection head = scope.connectHead(uuid)) {
            for (Map.Entry<String, String> question : Map.of(
                            "status.json", ControlPlane.STATUS,
                            "events.json", ControlPlane.EVENTS,
                            "health.json", ControlPlane.HEALTH,
                            "jobs.json", ControlPlane.JOBS)
                    .entrySet()) {
                ask(question.getKey(), () -> head.get(question.getValue(), Map.class), answers);
            }
            ask("debug.json", () -> head.get(ControlPlane.DEBUG, DebugStatus.class), answers);
        } catch (PlatformException e) {
            missing.add("the head's answers: " + e.getMessage());
        }
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            add(archive, answer.getKey(), answer.getValue());
        }
        progress.activity("", "");
    }

    private interface Question {
        Object ask();
    }

    private void ask(String name, Question question, Map<String, String> answers) {
        try {
            answers.put(name, scope.around().codec().encodePretty(question.ask()));
        } catch (PlatformException e) {
            missing.add(name + ": " + e.getMessage());
        }
    }

    private void node(TarGz archive, Member member) throws IOException {
        String node = member.node().value();
        progress.activity(node, "reading its logs");
        try (CommandExecutor executor = scope.connect(member.machine())) {
            add(archive, "nodes/" + node + "/machine.txt", executor.run(Command.script(TIME, MACHINE)).stdout());
            for (String log : executor.run(Command.script(TIME, LIST_LOGS)).stdout().lines().toList()) {
                log(archive, node, log, executor);
            }
            progress.step(node, "its logs are in the dump");
        } catch (PlatformException e) {
            missing.add("node " + node + ": " + e.getMessage());
        }
    }

    private void log(TarGz archive, String node, String log, CommandExecutor executor) throws IOException {
        if (log.length() > LONGEST_LOG_NAME || log.contains("/")) {
            missing.add("node " + node + ": the log '" + log + "', whose name is unusual");
            return;
        }
        String bytes = String.valueOf(Math.min(MOST_LOG_BYTES, request.logBytes()));
        CommandResult end = executor.run(Command.script(TIME, LOG_END, log, bytes));
        if (end.isSuccess()) {
            add(archive, "nodes/" + node + "/" + log, end.stdout());
        } else {
            missing.add("node " + node + ": " + log + ": " + end.stderr().strip());
        }
    }

    private void add(TarGz archive, String name, String text) throws IOException {
        archive.add(scope.spec().name() + "-dump/" + name, masking.text(text).getBytes(StandardCharsets.UTF_8));
    }
}
