package io.cloudtik.core.control;

import java.util.Optional;

/**
 * A piece of a job's output.
 *
 * @param stdout base64 of what follows the offset that was asked for
 * @param state of the job when the piece was read; once it is not RUNNING and both pieces are empty, there is no more
 */
public record JobOutput(String stdout, String stderr, String state, Optional<Integer> exitCode) {

    /** So many bytes of each stream at most; a piece of fewer is all there is for now. */
    public static final int LARGEST_PIECE = 256 * 1024;
}
