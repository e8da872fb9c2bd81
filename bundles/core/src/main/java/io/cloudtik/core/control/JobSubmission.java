package io.cloudtik.core.control;

import io.cloudtik.api.spi.runtime.JobRequest;

/** A job to be started, its files being in its folder on the head already. */
public record JobSubmission(String id, JobRequest request) {}
