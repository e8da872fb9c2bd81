package io.cloudtik.shell.verb;

import io.cloudtik.api.control.JobOperations.Call;
import io.cloudtik.api.spi.runtime.JobDependencies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a job is called, and what it gets beside its script. */
final class JobOptions {

    @Option(names = "--class", paramLabel = "NAME", description = "The main class, for a jar.")
    private String mainClass;

    @Option(
            names = "--file",
            paramLabel = "PATH",
            description = "A file the job reads, put beside the script; arguments name it $${job}/<name>. Repeatable.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A setting for the runtime. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--packages",
            paramLabel = "GROUP:ARTIFACT:VERSION",
            split = ",",
            description = "Maven coordinates of jars the job needs, with all that these need.")
    private List<String> packages = new ArrayList<>();

    @Option(
            names = "--jars",
            paramLabel = "PATH",
            split = ",",
            description = "Jars for driver and executors: files of this machine, or addresses such as s3a://...")
    private List<String> jars = new ArrayList<>();

    @Option(
            names = "--py-files",
            paramLabel = "PATH",
            split = ",",
            description = "What a Python program imports: .py, .zip and .egg files, or addresses.")
    private List<String> pyFiles = new ArrayList<>();

    @Option(
            names = "--files",
            paramLabel = "PATH",
            split = ",",
            description = "Files for the working folder of each executor, or addresses.")
    private List<String> executorFiles = new ArrayList<>();

    Call call(List<String> arguments) {
        JobDependencies dependencies = new JobDependencies(packages, jars, pyFiles, executorFiles);
        return new Call(Optional.ofNullable(mainClass), files, dependencies, arguments, options);
    }
}
