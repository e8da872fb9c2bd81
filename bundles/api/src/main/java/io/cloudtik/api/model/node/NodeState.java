package io.cloudtik.api.model.node;

/** The life of a node, in order. */
public enum NodeState {
    /** Wanted and recorded; the provider was not asked yet, or refused for now. */
    PLANNED,
    /** The provider was asked; the machine is not running yet. */
    LAUNCHING,
    /** The machine runs; the platform is being put on it over SSH. */
    SETTING_UP,
    /** Its container beats; its services are being installed and started. */
    STARTING,
    /** Its container beats and all its services are healthy. */
    READY,
    /** It was ready and something is wrong: silent, or a service is not healthy. */
    SUSPECT,
    /** Setting it up failed for good; it will be replaced or is left for debugging. */
    FAILED,
    /** It is to end, and gives its work and data to others before. */
    DRAINING,
    /** The provider was asked to end it. */
    TERMINATING
}
