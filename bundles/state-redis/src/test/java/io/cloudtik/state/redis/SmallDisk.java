package io.cloudtik.state.redis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A disk in memory of 2 MiB that can be filled. To mount it takes Linux and root. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final Path filling;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filling = folder.resolve("filling");
    }

    /** Skips the test where nothing may be mounted. */
    static SmallDisk at(Path folder) throws IOException {
        Files.createDirectories(folder);
        boolean mounted = runs("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "cloudtik-test", folder.toString());
        if (!mounted && Arrays.asList(System.getProperty("require", "").split(",")).contains("root")) {
            Assertions.fail("no disk can be mounted here, and -Drequire=root wants this test to run");
        }
        Assumptions.assumeTrue(mounted, "SKIPPED: no disk can be mounted here; -Drequire=root makes this a failure");
        return new SmallDisk(folder);
    }

    /** Leaves not a byte, but what lies unused in the last pages of files. */
    void fill() throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream file = Files.newOutputStream(filling)) {
            while (folder.toFile().getUsableSpace() > 0) {
                file.write(page);
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(filling);
    }

    @Override
    public void close() throws IOException {
        if (!runs("umount", folder.toString())) {
            throw new IOException("cannot unmount " + folder);
        }
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
