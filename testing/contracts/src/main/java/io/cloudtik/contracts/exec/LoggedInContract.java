package io.cloudtik.contracts.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.spi.exec.CommandExecutor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the suites for executors begin with: one that is connected to a node whose user's home is a folder of this machine. */
@Timeout(300)
public abstract class LoggedInContract {

    /** For what the implementation needs beside its node. */
    @TempDir
    Path surroundings;

    /** For the files of a test on this side. */
    @TempDir
    Path scratch;

    ExecutorService threads;
    CommandExecutor executor;
    Path home;
    private Node node;

    /** What a test logs in to. */
    public interface Node {

        /** The folder that is the user's home, empty at first. */
        Path home();

        CommandExecutor connect() throws Exception;

        /** Called after the executor's. */
        void close() throws Exception;
    }

    /**
     * A fresh node for one test; the suite closes it.
     *
     * @param folder empty, and removed after the test
     */
    protected abstract Node freshNode(Path folder) throws Exception;

    @BeforeEach
    void login() throws Exception {
        threads = Executors.newCachedThreadPool();
        node = freshNode(surroundings);
        home = node.home();
        executor = node.connect();
    }

    @AfterEach
    void logout() throws Exception {
        if (executor != null) {
            executor.close();
        }
        if (node != null) {
            node.close();
        }
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    /** More than fits into the buffers on the way. */
    static byte[] filled(char with) {
        byte[] bytes = new byte[3_000_000];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }
}
