package io.cloudtik.core.client;

import io.cloudtik.api.control.JobOperations.Call;
import io.cloudtik.api.control.JobOperations.Submission;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.api.spi.runtime.JobRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this machine that a job takes with it, all into one folder of the head. */
final class JobBaggage {

    /** What begins so is no file of this machine; nodes know how to get it. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private final Call call;
    private final Set<Path> files;

    private JobBaggage(Call call, Set<Path> files) {
        this.call = call;
        this.files = files;
    }

    /** @throws InvalidInputException if a file is missing, or two would be one in the job's folder */
    static JobBaggage of(Submission submission) {
        Set<Path> files = files(submission.call());
        files.add(submission.script());
        return checked(submission.call(), files, Optional.empty());
    }

    /**
     * Beside a script that is on the head already.
     *
     * @throws InvalidInputException as above
     */
    static JobBaggage of(NodePath script, Call call) {
        return checked(call, files(call), Optional.of(script.name()));
    }

    private static Set<Path> files(Call call) {
        Set<Path> files = new LinkedHashSet<>(call.files());
        JobDependencies needed = call.dependencies();
        Stream.of(needed.jars(), needed.pyFiles(), needed.files())
                .flatMap(List::stream)
                .filter(JobBaggage::isHere)
                .forEach(text -> files.add(Path.of(text)));
        return files;
    }

    private static JobBaggage checked(Call call, Set<Path> files, Optional<String> nameOnTheHead) {
        refuse(files.stream()
                .filter(path -> !Files.isRegularFile(path))
                .map(path -> problem(path, "there is no such file", "check the path"))
                .toList());
        Set<String> names = new HashSet<>();
        nameOnTheHead.ifPresent(names::add);
        refuse(files.stream()
                .filter(path -> !names.add(path.getFileName().toString()))
                .map(path -> problem(path, "two files of a job have the name '" + path.getFileName() + "'", "rename one of them"))
                .toList());
        return new JobBaggage(call, files);
    }

    private static Problem problem(Path path, String what, String remedy) {
        return Problem.error(Place.in(path.toString()), "", what, remedy);
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(new Problems(problems));
        }
    }

    private static boolean isHere(String text) {
        return !ADDRESS.matcher(text).matches();
    }

    Set<Path> files() {
        return files;
    }

    /** What the head is asked for, with the files where they will lie there. */
    JobRequest request(String script) {
        JobDependencies needed = call.dependencies();
        return new JobRequest(
                script,
                call.mainClass(),
                call.arguments(),
                call.options(),
                new JobDependencies(
                        needed.packages(), onTheHead(needed.jars()), onTheHead(needed.pyFiles()), onTheHead(needed.files())));
    }

    private static List<String> onTheHead(List<String> texts) {
        return texts.stream().map(text -> isHere(text) ? "${job}/" + Path.of(text).getFileName() : text).toList();
    }
}
