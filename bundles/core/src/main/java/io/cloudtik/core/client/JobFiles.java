package io.cloudtik.core.client;

import io.cloudtik.api.control.Progress;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.core.control.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;

/** What a job finds in its folder on the head. */
final class JobFiles {

    private static final Duration STEP_TIME = Duration.ofMinutes(1);
    private static final int NOT_THERE = 3;

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

    void bring(JobBaggage baggage, Progress progress) {
        for (Path path : baggage.files()) {
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
