package io.cloudtik.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggedOutputTest {

    @Test
    void makesALineOfTheLogOfEachLinePrinted() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger("printed");
        logger.setAdditive(false);
        logger.addAppender(lines);
        PrintStream printed = LoggedOutput.named("printed");

        printed.print("Grüße, ");
        printed.println("library {}");
        printed.print("not yet a line");

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("Grüße, library {}");
    }
}
