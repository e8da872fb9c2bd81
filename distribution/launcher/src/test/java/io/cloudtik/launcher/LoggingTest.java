package io.cloudtik.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {

    private final LoggerContext loggers = new LoggerContext();

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        loggers.stop();
        System.clearProperty(Logging.FILE_PROPERTY);
        System.clearProperty("CLOUDTIK_LOG_LEVEL");
        System.clearProperty("logback.configurationFile");
    }

    private Path log() {
        return folder.resolve("some.log");
    }

    private ExecutionStatus configure() {
        loggers.setMDCAdapter(new LogbackMDCAdapter());
        System.setProperty(Logging.FILE_PROPERTY, log().toString());
        return new Logging().configure(loggers);
    }

    @Test
    void writesWhatHappensToTheLogOfTheProcess() throws Exception {
        assertThat(configure()).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

        loggers.getLogger("io.cloudtik.core.cluster.ClusterReconciler").info("{} of {} Grüße", 1, 2);
        loggers.getLogger("a").warn("odd", new IllegalStateException("because"));
        loggers.getLogger("a").debug("a step");

        List<String> lines = Files.readAllLines(log());
        assertThat(lines.get(0))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  \\[" + Thread.currentThread().getName()
                        + "] i\\.c\\.c\\.c\\.ClusterReconciler - 1 of 2 Grüße");
        assertThat(lines.get(1)).endsWith(" a - odd");
        assertThat(lines.get(2)).isEqualTo("java.lang.IllegalStateException: because");
        assertThat(lines).noneMatch(line -> line.contains("a step"));
    }

    @Test
    void hearsTheWantedLevelAndStaysQuietAboutSshSessions() throws Exception {
        System.setProperty("CLOUDTIK_LOG_LEVEL", "debug");
        configure();

        loggers.getLogger("a").debug("a step");
        loggers.getLogger("net.schmizz.sshj.transport").info("a handshake");
        loggers.getLogger("net.schmizz.concurrent.Promise").error("woken up");

        assertThat(Files.readAllLines(log())).singleElement().asString().endsWith("a - a step");
    }

    @Test
    void leavesItToTheFileThatAUserNames() {
        System.setProperty("logback.configurationFile", "own.xml");

        assertThat(configure()).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(log()).doesNotExist();
    }
}
