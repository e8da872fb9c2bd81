package io.cloudtik.contracts.runtime;

import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a plan may say something. */
final class PlanTexts {

    private static final Pattern ARTIFACT = Pattern.compile("\\$\\{artifact:([^}]*)}");

    private PlanTexts() {}

    /** What a service is run with: its command and environment, and the texts of the files it names. */
    static List<String> of(PlannedService service, NodePlan plan) {
        Stream<String> files = plan.files().stream()
                .filter(file -> service.files().contains(file.path()))
                .filter(file -> file.encoding() == PlannedFile.Encoding.TEXT)
                .map(PlannedFile::content);
        return Stream.of(commands(service).stream(), service.environment().values().stream(), files)
                .flatMap(texts -> texts)
                .toList();
    }

    /** All that others on the machine can read while it runs. */
    static List<String> commands(PlannedService service) {
        Stream<String> drain = service.drain().stream().flatMap(drained -> drained.command().stream());
        return Stream.concat(service.command().stream(), drain).toList();
    }

    static List<String> of(NodePlan plan) {
        Stream<String> services = plan.services().stream()
                .flatMap(service -> Stream.concat(commands(service).stream(), service.environment().values().stream()));
        return Stream.of(services, texts(plan.files()), plan.environment().values().stream())
                .flatMap(texts -> texts)
                .toList();
    }

    static List<String> of(JobPlan plan) {
        return Stream.of(plan.command().stream(), plan.environment().values().stream(), texts(plan.files()))
                .flatMap(texts -> texts)
                .toList();
    }

    /** The names in all {@code ${artifact:NAME}}. */
    static List<String> artifacts(List<String> texts) {
        return texts.stream()
                .flatMap(text -> ARTIFACT.matcher(text).results())
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
    }

    private static Stream<String> texts(List<PlannedFile> files) {
        return files.stream()
                .filter(file -> file.encoding() == PlannedFile.Encoding.TEXT)
                .map(PlannedFile::content);
    }
}
