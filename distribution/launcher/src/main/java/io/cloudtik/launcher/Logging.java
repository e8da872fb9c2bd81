package io.cloudtik.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How a container logs: to one file, rolled at 10 MB, of which three are kept. In Java, since reading logback's XML takes a
 * command a tenth of a second; {@code -Dlogback.configurationFile} still names a file to be read instead.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {

    /** The property that names the log of this process. */
    static final String FILE_PROPERTY = "cloudtik.log";

    private static final String LEVEL_VARIABLE = "CLOUDTIK_LOG_LEVEL";
    private static final FileSize LARGEST_FILE = FileSize.valueOf("10MB");
    private static final int KEPT_FILES = 3;

    /** Every session's handshakes and channels; what fails is told by whoever asked for it. */
    private static final Map<String, Level> QUIET = Map.of(
            "net.schmizz", Level.WARN,
            "net.schmizz.concurrent.Promise", Level.OFF,
            "io.cloudtik.executor.ssh.CommandChannel", Level.WARN);

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        String file = System.getProperty(FILE_PROPERTY);
        if (file == null || System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        QUIET.forEach((name, level) -> loggers.getLogger(name).setLevel(level));
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level());
        root.addAppender(appender(loggers, file));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Level level() {
        return Level.toLevel(System.getProperty(LEVEL_VARIABLE, System.getenv(LEVEL_VARIABLE)), Level.INFO);
    }

    private static RollingFileAppender<ILoggingEvent> appender(LoggerContext loggers, String file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(loggers);
        appender.setName("FILE");
        appender.setFile(file);
        appender.setEncoder(encoder(loggers));
        appender.setTriggeringPolicy(triggeringPolicy(loggers));
        appender.setRollingPolicy(rollingPolicy(loggers, file, appender));
        appender.start();
        return appender;
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext loggers) {
        LogLine line = new LogLine();
        line.setContext(loggers);
        line.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(loggers);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(line);
        encoder.start();
        return encoder;
    }

    private static SizeBasedTriggeringPolicy<ILoggingEvent> triggeringPolicy(LoggerContext loggers) {
        SizeBasedTriggeringPolicy<ILoggingEvent> policy = new SizeBasedTriggeringPolicy<>();
        policy.setContext(loggers);
        policy.setMaxFileSize(LARGEST_FILE);
        policy.start();
        return policy;
    }

    private static FixedWindowRollingPolicy rollingPolicy(
            LoggerContext loggers, String file, RollingFileAppender<ILoggingEvent> appender) {
        FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
        policy.setContext(loggers);
        policy.setParent(appender);
        policy.setFileNamePattern(file + ".%i");
        policy.setMinIndex(1);
        policy.setMaxIndex(KEPT_FILES);
        policy.start();
        return policy;
    }
}
