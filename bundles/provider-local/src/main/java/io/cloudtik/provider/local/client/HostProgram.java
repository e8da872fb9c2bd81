package io.cloudtik.provider.local.client;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command that runs the host process.
 *
 * @param classPath where its classes and those of the logging are
 */
public record HostProgram(String classPath) {

    private static final String MAIN = "io.cloudtik.provider.local.host.LocalHost";
    private static final String LOG_CONFIGURATION = "io/cloudtik/provider/local/host/logback.xml";

    /** Detaches the program from us: a session of its own where that can be had, and no tie to our terminal or pipes. */
    private static final String DETACH = """
            out=$1; shift
            if command -v setsid >/dev/null 2>&1; then set -- setsid "$@"; fi
            nohup "$@" </dev/null >"$out" 2>&1 &
            echo $!
            """;

    /** The program as the distribution has it: this very bundle, and the launcher's libraries. */
    public static HostProgram of(Installation installation) {
        Path distribution = installation.distribution();
        return new HostProgram(String.join(File.pathSeparator,
                distribution.resolve("bundles").resolve("cloudtik-provider-local.jar").toString(),
                distribution.resolve("lib").resolve("*").toString()));
    }

    /** Starts the program and does not wait for it. */
    ProcessHandle start(LocalRoot root) throws IOException, InterruptedException {
        DurableFiles.createPrivateFolder(root.logs());
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DETACH, "sh", output(root).toString()));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms8m", "-Xmn4m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                // Shares Java's own classes with the containers, whose script says why.
                "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0",
                "-Djava.net.preferIPv4Stack=true", "-Dsun.net.httpserver.maxReqTime=10", "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=" + LOG_CONFIGURATION,
                "-Dcloudtik.local.logs=" + root.logs(),
                "-cp", InstalledProgram.classPath(classPath, root), MAIN, root.folder().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.folder().toFile()).redirectErrorStream(true);
        // A host started by a container in a node must not be taken for a process of that node.
        keepWhatAHostNeeds(builder.environment());
        Process shell = builder.start();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        shell.waitFor();
        if (!answer.matches("\\d+")) {
            throw new IOException("the shell did not start the host process: " + answer);
        }
        return ProcessHandle.of(Long.parseLong(answer))
                .orElseThrow(() -> new IOException("the host process ended at once, see '" + output(root) + "'"));
    }

    /** The locale is needed, by whichever name it comes, for paths that are not ASCII. */
    static void keepWhatAHostNeeds(Map<String, String> environment) {
        environment.keySet().retainAll(List.of("HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "TMPDIR", "USER"));
    }

    /** What the JVM itself has to say; the program's log is beside it. */
    static Path output(LocalRoot root) {
        return root.logs().resolve("host.out");
    }
}
