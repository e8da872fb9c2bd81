package io.cloudtik.api.model.node;

/** How a supervised service does. */
public enum ServiceState {
    /** Its artifacts are being fetched, or a service it needs is not healthy yet. */
    WAITING,
    /** Its process runs and its health check has not passed yet. */
    STARTING,
    /** Its process runs and its health check passes. */
    HEALTHY,
    /** Its process runs and its health check, which passed before, fails. */
    UNHEALTHY,
    /** It ended and will be started again after a delay. */
    BACKING_OFF,
    /** It ended or could not be started and will not be tried again by itself. */
    FAILED,
    /** It was stopped on purpose. */
    STOPPED
}
