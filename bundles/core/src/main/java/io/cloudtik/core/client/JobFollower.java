package io.cloudtik.core.client;

import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.core.control.JobOutput;
import java.util.Base64;

/** Hands a job's output on, remembering how far, so that nothing is told twice after a reconnect. */
final class JobFollower {

    private final String id;
    private final OutputSink sink;
    private long stdout;
    private long stderr;
    private boolean ended;

    JobFollower(String id, OutputSink sink) {
        this.id = id;
        this.sink = sink;
    }

    /** Waits a little for something to come. */
    void read(HeadConnection head) {
        JobOutput output = head.output(id, stdout, stderr);
        ended = hand(output) == 0 && !output.state().equals("RUNNING");
    }

    /** Everything up to now; of a job that never pauses no more than there was. */
    void readWhatThereIs(HeadConnection head) {
        int handed;
        do {
            handed = hand(head.output(id, stdout, stderr));
        } while (handed >= JobOutput.LARGEST_PIECE);
    }

    private int hand(JobOutput output) {
        byte[] out = Base64.getDecoder().decode(output.stdout());
        byte[] err = Base64.getDecoder().decode(output.stderr());
        if (out.length > 0) {
            sink.stdout(out, out.length);
        }
        if (err.length > 0) {
            sink.stderr(err, err.length);
        }
        stdout += out.length;
        stderr += err.length;
        return out.length + err.length;
    }

    boolean hasEnded() {
        return ended;
    }
}
