package io.cloudtik.runtime.spark;

import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node plan on this machine, its variables filled; starts its services and runs jobs as a node would. */
final class InstalledPlan {

    private static final Pattern FOLDER = Pattern.compile("\\$\\{dir:([^}]*)}");

    /** How a job ended. */
    record Outcome(int exitCode, String output, String errors) {}

    private final Path folder;
    private final Path spark;
    private final Path javaHome;

    /** @param spark what stands for the artifact of that name */
    InstalledPlan(Path folder, Path spark, Path javaHome, NodePlan plan) throws IOException {
        this.folder = folder;
        this.spark = spark;
        this.javaHome = javaHome;
        write(plan.files(), folder, folder);
    }

    Process start(PlannedService service) throws IOException {
        Path log = folder.resolve(service.name() + ".log");
        return process(service.command(), service.environment(), folder)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The command that waits until a service of this plan has given its work away. */
    Process startDrain(PlannedService service) throws IOException {
        return process(service.drain().orElseThrow().command(), service.environment(), folder)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(service.name() + "-drain.log").toFile())
                .start();
    }

    Outcome run(JobPlan plan, Path job, long seconds) throws IOException, InterruptedException {
        write(plan.files(), job, job);
        Path output = job.resolve("stdout.log");
        Path errors = job.resolve("stderr.log");
        Process driver = process(plan.command(), plan.environment(), job)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!driver.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError("the job runs for more than " + seconds + " s\n" + Files.readString(errors));
            }
        } finally {
            driver.destroyForcibly();
        }
        return new Outcome(driver.exitValue(), Files.readString(output), Files.readString(errors));
    }

    String log(PlannedService service) throws IOException {
        return Files.readString(folder.resolve(service.name() + ".log"));
    }

    private ProcessBuilder process(List<String> command, Map<String, String> environment, Path job) {
        ProcessBuilder builder = new ProcessBuilder(command.stream().map(text -> fill(text, job)).toList());
        builder.directory(job.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        environment.forEach((name, value) -> builder.environment().put(name, fill(value, job)));
        return builder;
    }

    private void write(List<PlannedFile> files, Path target, Path job) throws IOException {
        for (PlannedFile file : files) {
            Path path = target.resolve(file.path());
            Files.createDirectories(path.getParent());
            switch (file.encoding()) {
                case TEXT -> Files.writeString(path, fill(file.content(), job));
                case BASE64 -> Files.write(path, Base64.getDecoder().decode(file.content()));
            }
        }
    }

    private String fill(String text, Path job) {
        String filled = text.replace("${artifact:spark}", spark.toString())
                .replace("${java:17-21}", javaHome.toString())
                .replace("${job}", job.toString())
                .replace("${dir}", folder.toString());
        return FOLDER.matcher(filled).replaceAll(match -> Matcher.quoteReplacement(made(match.group(1)).toString()));
    }

    private Path made(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
