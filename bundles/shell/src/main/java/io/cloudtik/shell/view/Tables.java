package io.cloudtik.shell.view;

import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.model.workspace.ResourceStatus;
import io.cloudtik.api.model.workspace.WorkspaceStatus;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.Printable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Results as tables for people. */
public final class Tables {

    private static final int LATEST = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final int columns;
    private final Paint paint;
    private final ZoneId zone;
    private final Supplier<LocalDate> today;

    public Tables(Console console) {
        this(console.columns(), new Paint(console.isOutColoured()), ZoneId.systemDefault(), LocalDate::now);
    }

    Tables(int columns, Paint paint, ZoneId zone, Supplier<LocalDate> today) {
        this.columns = columns;
        this.paint = paint;
        this.zone = zone;
        this.today = today;
    }

    public String cluster(ClusterStatus status) {
        StringBuilder text = new StringBuilder();
        text.append(paint.heading("cluster " + status.cluster())).append(" in workspace ").append(status.workspace())
                .append(": ").append(paint.state(status.phase().name()))
                .append(status.reason().isEmpty() ? "" : ", " + Printable.of(status.reason())).append('\n');
        if (!status.nodes().isEmpty()) {
            text.append('\n').append(nodes(status.nodes()));
        }
        waiting(text, "waiting for", status.waiting(), status.at());
        if (!status.endpoints().isEmpty()) {
            text.append('\n').append(endpoints(status.endpoints()));
        }
        if (!status.jobs().isEmpty()) {
            text.append('\n').append(jobs(latest(status.jobs())));
        }
        if (!status.events().isEmpty()) {
            text.append('\n').append(events(latest(status.events())));
        }
        return text.toString();
    }

    private String nodes(List<NodeStatus> nodes) {
        Table table = new Table("NODE", "KIND", "TYPE", "STATE", "ADDRESS", "SERVICES");
        for (NodeStatus node : nodes) {
            List<String> notes = new ArrayList<>();
            if (!node.reason().isEmpty()) {
                notes.add("why: " + node.reason());
            }
            if (!node.activity().isEmpty()) {
                notes.add("now: " + node.activity());
            }
            node.services().stream()
                    .filter(service -> !service.isHealthy() && !service.detail().isEmpty())
                    .map(service -> service.name() + ": " + service.detail())
                    .forEach(notes::add);
            table.row(
                    List.of(
                            node.id().value(),
                            node.kind().name().toLowerCase(Locale.ROOT),
                            node.type().value(),
                            node.state().name(),
                            node.address().isEmpty() ? "-" : node.address(),
                            services(node.services())),
                    notes);
        }
        return render(table);
    }

    private static String services(List<ServiceStatus> services) {
        String text = services.stream()
                .map(service -> service.name() + ":" + service.state() + (service.restarts() > 0 ? "(" + service.restarts() + ")" : ""))
                .collect(Collectors.joining(" "));
        return text.isEmpty() ? "-" : text;
    }

    private String endpoints(Map<String, String> endpoints) {
        Table table = new Table("ENDPOINT", "ADDRESS");
        new TreeMap<>(endpoints).forEach(table::row);
        return render(table);
    }

    public String jobs(List<JobStatus> jobs) {
        if (jobs.isEmpty()) {
            return "no jobs\n";
        }
        Table table = new Table("JOB", "SUBMITTED", "RUNTIME", "STATE", "EXIT CODE", "NAME");
        jobs.forEach(job -> table.row(
                job.id(), time(job.submittedAt()), job.runtime(), job.state().name(),
                job.exitCode().map(String::valueOf).orElse("-"), job.name()));
        return render(table);
    }

    private String events(List<ClusterEvent> events) {
        Table table = new Table("TIME", "EVENT", "SUBJECT", "WHAT");
        events.forEach(event -> table.row(time(event.at()), event.type(), event.subject(), event.message()));
        return render(table);
    }

    public String workspaces(List<WorkspaceStatus> workspaces) {
        if (workspaces.isEmpty()) {
            return "no workspaces\n";
        }
        Table table = new Table("WORKSPACE", "PROVIDER", "STATE", "CLUSTERS");
        workspaces.forEach(workspace -> table.row(
                workspace.name().value(),
                workspace.provider(),
                workspace.state().name(),
                workspace.clusters().isEmpty() ? "-" : String.join(" ", workspace.clusters())));
        return render(table);
    }

    public String workspace(WorkspaceStatus workspace) {
        StringBuilder text = new StringBuilder();
        text.append(paint.heading("workspace " + workspace.name())).append(" on ").append(workspace.provider())
                .append(": ").append(paint.state(workspace.state().name())).append('\n');
        if (!workspace.resources().isEmpty()) {
            Table table = new Table("RESOURCE", "KIND", "ID");
            for (ResourceStatus resource : workspace.resources()) {
                table.row(
                        List.of(resource.name(), resource.kind(), resource.exists() ? resource.id() : "-"),
                        resource.drift().stream().map(drift -> "drift: " + drift).toList());
            }
            text.append('\n').append(render(table));
        }
        section(text, "clusters in it", workspace.clusters());
        return text.toString();
    }

    public String plan(List<PlannedAction> plan) {
        if (plan.isEmpty()) {
            return "nothing to do\n";
        }
        Table table = new Table("WOULD", "WHAT", "WHY");
        plan.forEach(action -> table.row(action.verb(), action.subject(), action.reason()));
        return render(table);
    }

    /** @param saidAt when it was waited for */
    void waiting(StringBuilder text, String heading, List<Wait> waits, Instant saidAt) {
        WaitLines lines = new WaitLines(saidAt, this::time);
        section(text, heading, waits.stream().map(lines::line).toList());
    }

    String heading(String words) {
        return paint.heading(words);
    }

    String state(String word) {
        return paint.state(word);
    }

    void section(StringBuilder text, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(paint.heading(heading)).append('\n');
            lines.forEach(line -> text.append("  ").append(Printable.of(line)).append('\n'));
        }
    }

    String render(Table table) {
        return table.render(columns, paint::state, paint::heading);
    }

    /** With its date if it is not of today. */
    String time(Instant instant) {
        ZonedDateTime time = instant.atZone(zone);
        boolean isToday = time.toLocalDate().equals(today.get());
        return (isToday ? TIME : DATE_AND_TIME).format(time);
    }

    private static <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - LATEST), all.size());
    }
}
