package io.cloudtik.shell.view;

import io.cloudtik.api.control.ClusterOverview;
import io.cloudtik.api.control.DebugStatus;
import io.cloudtik.api.control.HealthReport;
import io.cloudtik.api.control.HealthReport.Finding;
import io.cloudtik.api.control.NodeAddress;
import io.cloudtik.api.control.RuntimeOperations.RuntimeService;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.shell.terminal.Console;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What whoever looks after a cluster is shown, as tables. */
public final class DiagnosticTables {

    private static final String NONE = "-";

    private final Console console;
    private final Paint paint;

    public DiagnosticTables(Console console) {
        this.console = console;
        this.paint = new Paint(console.isOutColoured());
    }

    /** @param withDetails the healthy parts too */
    public String health(HealthReport report, boolean withDetails) {
        List<Finding> bad = report.findings().stream().filter(finding -> !finding.healthy()).toList();
        String summary = report.isHealthy()
                ? "healthy: " + report.findings().size() + " parts were looked at\n"
                : "not healthy: " + bad.size() + " of " + report.findings().size() + " parts\n";
        List<Finding> shown = withDetails ? report.findings() : bad;
        if (shown.isEmpty()) {
            return summary;
        }
        Table table = new Table("COMPONENT", "PART", "HEALTH", "HOW");
        shown.forEach(finding -> table.row(
                finding.component(), finding.subject(), finding.healthy() ? "HEALTHY" : "UNHEALTHY", finding.detail()));
        return summary + "\n" + render(table);
    }

    public String processes(List<NodeProcess> processes) {
        if (processes.isEmpty()) {
            return "no processes\n";
        }
        Table table = new Table("NODE", "ADDRESS", "RUNTIME", "PROCESS", "PID", "RESTARTS", "STATE");
        processes.forEach(process -> table.row(
                List.of(
                        process.node().value(), or(process.address()), process.runtime(), process.service(),
                        process.pid() == 0 ? NONE : String.valueOf(process.pid()), String.valueOf(process.restarts()),
                        process.state().name()),
                process.detail().isEmpty() ? List.of() : List.of(process.detail())));
        return render(table);
    }

    public String services(List<RuntimeService> services) {
        if (services.isEmpty()) {
            return "no services\n";
        }
        Table table = new Table("RUNTIME", "NODE", "SERVICE", "PID", "RESTARTS", "STATE");
        services.forEach(found -> table.row(
                List.of(
                        found.service().runtime(), found.node().value(), found.service().name(),
                        found.service().pid() == 0 ? NONE : String.valueOf(found.service().pid()),
                        String.valueOf(found.service().restarts()), found.service().state().name()),
                found.service().detail().isEmpty() ? List.of() : List.of(found.service().detail())));
        return render(table);
    }

    public String metrics(List<NodeMetrics> nodes) {
        Table table = new Table("NODE", "ADDRESS", "CPUS", "CPU", "LOAD", "MEMORY", "DISK");
        nodes.forEach(node -> table.row(
                node.node().value(), or(node.address()),
                node.resources().map(resources -> String.valueOf(resources.cpus())).orElse(NONE),
                node.gauge("cpu_percent").map(percent -> String.format(Locale.ROOT, "%.1f%%", percent)).orElse(NONE),
                node.gauge("load1").map(load -> String.format(Locale.ROOT, "%.2f", load)).orElse(NONE),
                ofTotal(node.gauge("memory_used_bytes"), node.gauge("memory_total_bytes")),
                ofTotal(
                        node.gauge("disk_total_bytes").flatMap(total ->
                                node.gauge("disk_free_bytes").map(free -> total - free)),
                        node.gauge("disk_total_bytes"))));
        return render(table);
    }

    private static String ofTotal(Optional<Double> used, Optional<Double> total) {
        return used.isEmpty() || total.isEmpty()
                ? NONE
                : (total.get() > 0 ? Math.round(100 * used.get() / total.get()) + "%" : size(used.get())) + " of " + size(total.get());
    }

    private static String size(double bytes) {
        return new DataSize(Math.max(0, (long) bytes)).toString();
    }

    public String debug(DebugStatus status) {
        StringBuilder text = new StringBuilder();
        text.append("CloudTik ").append(status.version()).append(", controller of epoch ").append(status.epoch())
                .append(status.lastPass().map(age -> ", last pass " + age.toSeconds() + " s ago").orElse(", no pass yet"))
                .append('\n');
        line(text, "trouble", status.trouble());
        line(text, "wanted workers", words(status.wanted()));
        line(text, "asked for by hand", words(status.requested()));
        status.stopped().forEach((runtime, where) ->
                line(text, "stopped by hand", runtime + " on " + String.join(", ", where)));
        if (!status.slots().isEmpty()) {
            Table table = new Table("SLOT", "NODE", "TYPE", "PHASE", "ATTEMPT", "FAILURES", "MACHINE");
            status.slots().forEach(slot -> table.row(
                    List.of(
                            String.valueOf(slot.number()), slot.node(), slot.type(), slot.phase(),
                            String.valueOf(slot.attempt()), String.valueOf(slot.failures()), or(slot.machine())),
                    notes(slot)));
            text.append('\n').append(render(table));
        }
        status.waiting().forEach(wait -> text.append("waits: ").append(wait.text())
                .append(wait.until().map(until -> "; " + wait.then() + " at " + until).orElse("")).append('\n'));
        return text.toString();
    }

    private static List<String> notes(DebugStatus.Slot slot) {
        List<String> notes = new ArrayList<>();
        if (!slot.reason().isEmpty()) {
            notes.add("why: " + slot.reason());
        }
        if (!slot.activity().isEmpty()) {
            notes.add("now: " + slot.activity());
        }
        return notes;
    }

    private static String words(Map<String, Integer> counts) {
        return new TreeMap<>(counts).entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** @param file the cluster's file as it would be typed */
    public String overview(ClusterOverview overview, String file) {
        ClusterStatus status = overview.status();
        StringBuilder text = new StringBuilder();
        text.append(paint.heading("cluster " + status.cluster())).append(" in workspace ").append(status.workspace())
                .append(" on ").append(overview.provider()).append(": ").append(paint.state(status.phase().name()))
                .append(status.reason().isEmpty() ? "" : ", " + status.reason()).append("\n\n");
        status.uuid().ifPresent(uuid -> line(text, "uuid", uuid.value()));
        line(text, "runtimes", String.join(", ", overview.runtimes()));
        Optional<NodeAddress> head = overview.nodes().stream().filter(node -> node.kind() == NodeKind.HEAD).findFirst();
        head.ifPresent(node -> line(text, "head", node.node() + " at " + node.address()));
        workers(text, overview.workers());
        if (!status.endpoints().isEmpty()) {
            text.append('\n').append(paint.heading("web pages and addresses")).append('\n');
            new TreeMap<>(status.endpoints()).forEach((name, address) -> line(text, "  " + name, address));
        }
        head.ifPresent(node -> use(text, overview, node, file));
        return text.toString();
    }

    private void use(StringBuilder text, ClusterOverview overview, NodeAddress head, String file) {
        text.append('\n').append(paint.heading("use it")).append('\n');
        line(text, "  a terminal on the head", console.typed("attach " + file));
        line(text, "  a command there", console.typed("exec " + file + " uptime"));
        line(text, "  a job", console.typed("submit " + file + " SCRIPT"));
        line(text, "  how it does", console.typed("status " + file));
        line(text, "  its pages in a browser", console.typed("start-proxy " + file));
        // Where the provider tells host keys, none was recorded.
        String known = Files.exists(overview.knownHosts())
                ? " -o UserKnownHostsFile=" + Console.quoted(overview.knownHosts())
                : "";
        line(text, "  plain ssh", "ssh -i " + Console.quoted(overview.key()) + known + " -p " + head.sshPort() + " " + head.sshUser() + "@" + head.sshHost());
    }

    /** What is the same for all is said of each; where there are several types, what each of them has. */
    private static void workers(StringBuilder text, ClusterOverview.Workers workers) {
        String counts = workers.ready() + " of " + workers.wanted() + " ready";
        if (workers.present() > 0) {
            counts += ", together " + resources(workers.cpus(), workers.gpus(), workers.memory());
        }
        boolean hasSeveralTypes = workers.types().size() > 1;
        if (workers.present() > 0 && !hasSeveralTypes) {
            ClusterOverview.Each each = workers.each();
            counts += "; each " + resources(each.cpus(), each.gpus(), each.memory());
        }
        line(text, "workers", counts);
        if (hasSeveralTypes) {
            workers.types().forEach(type -> line(text, "  " + type.name(), type(type)));
        }
    }

    private static String type(ClusterOverview.WorkerType type) {
        return type.ready() + " of " + type.wanted() + " ready, " + type.min() + " to " + type.max() + " allowed"
                + type.each().map(each -> "; each " + resources(each.cpus(), each.gpus(), each.memory()) + custom(each)).orElse("");
    }

    private static String custom(Resources resources) {
        return new TreeMap<>(resources.custom()).entrySet().stream()
                .map(custom -> ", " + custom.getKey() + " " + BigDecimal.valueOf(custom.getValue()).stripTrailingZeros().toPlainString())
                .collect(Collectors.joining());
    }

    private static String resources(int cpus, int gpus, DataSize memory) {
        return cpus + (cpus == 1 ? " CPU, " : " CPUs, ") + memory + (gpus > 0 ? ", " + gpus + " GPUs" : "");
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format("%-26s", name + ":")).append(' ').append(value).append('\n');
        }
    }

    private static String kind(NodeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String or(String text) {
        return text.isEmpty() ? NONE : text;
    }

    private String render(Table table) {
        return table.render(console.columns(), paint::state, paint::heading);
    }
}
