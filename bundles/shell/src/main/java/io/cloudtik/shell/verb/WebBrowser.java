package io.cloudtik.shell.verb;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This person's web browser, where there is one. */
final class WebBrowser {

    private static final Logger log = LoggerFactory.getLogger(WebBrowser.class);

    private final Map<String, String> environment;
    private final String system;

    WebBrowser(Map<String, String> environment) {
        this(environment, System.getProperty("os.name"));
    }

    WebBrowser(Map<String, String> environment, String system) {
        this.environment = environment;
        this.system = system.toLowerCase(Locale.ROOT);
    }

    /**
     * Opens an address that holds a secret: by a file that only this user can read, since everybody on the machine can read
     * a command line.
     *
     * @return false if there is nothing to open it with
     */
    boolean open(URI address) {
        Optional<String> program = program();
        if (program.isEmpty()) {
            return false;
        }
        try {
            Path page = Files.createTempFile("cloudtik-dashboard-", ".html"); // 0600
            page.toFile().deleteOnExit();
            Files.writeString(page, "<!doctype html><meta charset=\"utf-8\"><title>CloudTik</title>"
                    + "<meta http-equiv=\"refresh\" content=\"0; url=" + address + "\">"
                    + "<a href=\"" + address + "\">to the page of the cluster</a>\n");
            new ProcessBuilder(List.of(program.get(), page.toUri().toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            log.debug("no browser was opened", e);
            return false;
        }
    }

    /** Without a display there would be one in the terminal at best. */
    private Optional<String> program() {
        if (system.contains("mac")) {
            return Optional.of("open");
        }
        boolean hasDisplay = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return hasDisplay ? Optional.of("xdg-open") : Optional.empty();
    }
}
