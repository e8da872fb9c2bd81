package io.cloudtik.api.spi.runtime;

import java.util.List;

/**
 * What a job needs beside its own file, in the words of spark-submit. Files are named by their paths on the head, such as
 * {@code ${job}/more.jar}, or by addresses such as {@code s3a://bucket/more.jar}.
 *
 * @param packages Maven coordinates, {@code group:artifact:version}: their jars and all that these need at run time
 * @param jars on the class path of driver and executors
 * @param pyFiles .py, .zip and .egg files that Python programs may import
 * @param files put into the working folder of each executor
 */
public record JobDependencies(List<String> packages, List<String> jars, List<String> pyFiles, List<String> files) {

    public static final JobDependencies NONE = new JobDependencies(List.of(), List.of(), List.of(), List.of());

    public JobDependencies {
        packages = List.copyOf(packages);
        jars = List.copyOf(jars);
        pyFiles = List.copyOf(pyFiles);
        files = List.copyOf(files);
    }
}
