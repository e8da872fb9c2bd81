package io.cloudtik.core.client;

import io.cloudtik.api.control.JobOperations.Submission;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.core.control.ControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a job finds in its folder on the head. */
final class JobFiles {

    private static final Duration STEP_TIME = Duration.ofMinutes(1);
    private static final int NOT_THERE = 3;
    /** What begins so is no file of this machine; nodes know how to get it. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    /** Arguments: the file, the job's folder, the file's name in it. */
    private static final String LINK = """
            set -e
            umask 077
            cd "$HOME"
            [ -f "$1" ] && [ -r "$1" ] || exit 3
            case $1 in /*) file=$1 ;; *) file=$HOME/$1 ;; esac
            mkdir -p "$2"
            ln -sf "$file" "$2/$3"
            """;

    private final CommandExecutor head;
    private final String id;
    private final String folder;

    JobFiles(CommandExecutor head, String id) {
        this.head = head;
        this.id = id;
        this.folder = ".cloudtik/" + ControlPlane.JOBS_FOLDER + "/" + id;
    }

    /** @throws InvalidInputException if a file is missing, or two would be one in the job's folder */
    static void refuseUnusable(Submission submission) {
        Set<Path> files = files(submission);
        Set<String> names = new HashSet<>();
        List<Problem> twice = files.stream()
                .filter(path -> !names.add(path.getFileName().toString()))
                .map(path -> Problem.error(Place.in(path.toString()), "",
                        "two files of a job have the name '" + path.getFileName() + "'", "rename one of them"))
                .toList();
        if (!twice.isEmpty()) {
            throw new InvalidInputException(new Problems(twice));
        }
        List<Problem> problems = files.stream()
                .filter(path -> !Files.isRegularFile(path))
                .map(path -> Problem.error(Place.in(path.toString()), "", "there is no such file", "check the path"))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidInputException(new Problems(problems));
        }
    }

    /** What the head is asked for: the submission, with its files where they will lie there. */
    static JobRequest request(Submission submission) {
        JobDependencies needed = submission.dependencies();
        return new JobRequest(
                submission.script().getFileName().toString(),
                submission.mainClass(),
                submission.arguments(),
                submission.options(),
                new JobDependencies(
                        needed.packages(), onTheHead(needed.jars()), onTheHead(needed.pyFiles()), onTheHead(needed.files())));
    }

    private static Set<Path> files(Submission submission) {
        Set<Path> files = new LinkedHashSet<>(submission.files());
        JobDependencies needed = submission.dependencies();
        Stream.of(needed.jars(), needed.pyFiles(), needed.files())
                .flatMap(List::stream)
                .filter(JobFiles::isHere)
                .forEach(text -> files.add(Path.of(text)));
        files.add(submission.script());
        return files;
    }

    private static List<String> onTheHead(List<String> texts) {
        return texts.stream().map(text -> isHere(text) ? "${job}/" + Path.of(text).getFileName() : text).toList();
    }

    private static boolean isHere(String text) {
        return !ADDRESS.matcher(text).matches();
    }

    void upload(Submission submission, Progress progress) {
        for (Path path : files(submission)) {
            progress.activity(id, "copying " + path.getFileName());
            head.upload(path, folder + "/" + path.getFileName(), 0600);
        }
        progress.activity(id, "");
    }

    /**
     * Leads to a file that is on the head already.
     *
     * @throws PlatformException NOT_FOUND if there is none
     */
    void link(NodePath file) {
        CommandResult result = head.run(Command.script(STEP_TIME, LINK, file.forCommand(), folder, file.name()));
        if (result.exitCode() == NOT_THERE) {
            throw new PlatformException(Kind.NOT_FOUND, "the head has no file '" + file.text() + "' that can be read")
                    .withRemedy("cloudtik submit <cluster.yaml> brings a file from here");
        }
        if (result.exitCode() != 0) {
            throw new PlatformException(
                    Kind.UNAVAILABLE, "the job's folder on the head cannot be made: " + result.stderr().strip());
        }
    }
}
