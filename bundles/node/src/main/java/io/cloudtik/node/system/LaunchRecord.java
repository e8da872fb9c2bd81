package io.cloudtik.node.system;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What is kept of a started process for the containers that come after.
 *
 * @param notes what its starter wanted to remember
 */
public record LaunchRecord(ProcessIdentity process, Map<String, String> notes) {

    private static final String PID = "pid";
    private static final String BEGAN = "began";

    public LaunchRecord {
        Objects.requireNonNull(process, "process");
        notes = Map.copyOf(notes);
    }

    String text() {
        Map<String, String> all = new TreeMap<>(notes);
        all.put(PID, Long.toString(process.pid()));
        all.put(BEGAN, process.began());
        return text(all);
    }

    static LaunchRecord parse(String text) {
        Map<String, String> all = notes(text);
        long pid = Long.parseLong(Objects.requireNonNull(all.remove(PID), "a launch record needs a pid"));
        String began = Objects.requireNonNull(all.remove(BEGAN), "a launch record needs a beginning");
        return new LaunchRecord(new ProcessIdentity(pid, began), all);
    }

    static String text(Map<String, String> notes) {
        Properties properties = new Properties();
        properties.putAll(notes);
        StringWriter writer = new StringWriter();
        try {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toString();
    }

    static Map<String, String> notes(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> notes = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> notes.put(name, properties.getProperty(name)));
        return notes;
    }
}
