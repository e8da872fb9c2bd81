package io.cloudtik.api.control;

import java.util.List;
import java.util.Objects;

/** Whether each part of a cluster does what it should. */
public record HealthReport(List<Finding> findings) {

    /**
     * @param component what kind of part: {@code state}, {@code controller}, {@code node}, or a runtime's name
     * @param subject which one
     * @param detail why it is not healthy, or how it does
     */
    public record Finding(String component, String subject, boolean healthy, String detail) {

        public Finding {
            Objects.requireNonNull(component, "component");
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(detail, "detail");
        }
    }

    public HealthReport {
        findings = List.copyOf(findings);
    }

    public boolean isHealthy() {
        return findings.stream().allMatch(Finding::healthy);
    }

    /** What it says of one kind of part, or of one part. */
    public HealthReport of(String component) {
        return new HealthReport(findings.stream()
                .filter(finding -> finding.component().equals(component) || finding.subject().equals(component))
                .toList());
    }
}
