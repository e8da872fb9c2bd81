package io.cloudtik.shell.verb;

import io.cloudtik.api.control.JobOperations.Call;
import io.cloudtik.api.control.JobOperations.Submission;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.shell.terminal.Console;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the quickstart works with: the user's copies of the local example's files, and the example's job. */
final class QuickstartFiles {

    private static final String MAIN_CLASS = "io.cloudtik.examples.flights.WorstDelays";
    private static final List<String> DATA = List.of("flights-20k.json", "airports.csv");

    private final Path examples;
    private final Path folder;

    QuickstartFiles(Installation installation) {
        this.examples = installation.distribution().resolve("examples");
        this.folder = installation.home().resolve("quickstart");
    }

    /** Copies the example's files that are not there yet; those that are may have been edited. */
    void copyOnce() throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> originals = Files.newDirectoryStream(examples.resolve("local"), "*.{yaml,sql}")) {
            for (Path original : originals) {
                Path copy = folder.resolve(original.getFileName().toString());
                if (Files.notExists(copy)) {
                    Files.copy(original, copy);
                }
            }
        }
    }

    Path folder() {
        return folder;
    }

    Path workspace() {
        return folder.resolve("workspace.yaml");
    }

    Path cluster() {
        return folder.resolve("cluster.yaml");
    }

    Submission submission() {
        return new Submission(script(), new Call(Optional.of(MAIN_CLASS), data(), JobDependencies.NONE, arguments(), Map.of()));
    }

    /** The same submission, as it would be typed. */
    String submitCommand() {
        List<String> words = new ArrayList<>(List.of("submit", Console.quoted(cluster()), "--class", MAIN_CLASS));
        data().forEach(file -> words.addAll(List.of("--file", Console.quoted(file))));
        words.add(Console.quoted(script()));
        arguments().forEach(argument -> words.add(Console.quoted(argument)));
        return String.join(" ", words);
    }

    private Path script() {
        return examples.resolve("flights.jar");
    }

    private List<Path> data() {
        return DATA.stream().map(name -> examples.resolve("data").resolve(name)).toList();
    }

    private static List<String> arguments() {
        return DATA.stream().map(name -> "${job}/" + name).toList();
    }
}
