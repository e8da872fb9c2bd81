package io.cloudtik.provider.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.provider.local.cgroup.NodeGroups;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NodeProcessesTest {

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsAProgramThatLiesInAHomeReachedOverALink() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        LocalRoot root = new LocalRoot(link.toAbsolutePath());
        Path home = Files.createDirectories(root.nodeHome("local-1"));
        Path napper = Files.copy(Path.of("/bin/sleep"), home.resolve("napper"), StandardCopyOption.COPY_ATTRIBUTES);
        ProcessBuilder program = new ProcessBuilder(napper.toString(), "600");
        program.environment().clear();
        Process process = program.start();
        try {
            assertThat(new NodeProcesses(new NodeGroups(root)).find("local-1", home)).contains(process.toHandle());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
