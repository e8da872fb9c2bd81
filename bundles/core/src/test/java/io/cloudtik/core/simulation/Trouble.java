package io.cloudtik.core.simulation;

/** What befalls a world besides the weather of its cloud. A world has some of them, so that none hides another. */
enum Trouble {
    /** The head's process dies and comes back. */
    CRASH,
    /** It dies between any two calls. */
    CRASH_AT_SEAMS,
    /** It stands still for up to two minutes. */
    PAUSE,
    /** Another one is started while the first one stands still; the first one goes on then. */
    TWO_CONTROLLERS,
    /** The store does not answer for a while. */
    STORE_OUTAGE,
    /** The store loses all it has. */
    STORE_LOSS,
    /** Answers of the store are lost. */
    STORE_REPLIES_LOST,
    /** No call to the cloud arrives for a while. */
    REGION_OUTAGE,
    /** A node's beats do not arrive for a while. */
    NODE_CUT,
    /** A node does not answer over SSH for a while. */
    NODE_DEAF,
    /** A node's container ends and does not come back by itself. */
    CONTAINER_DEATH,
    /** A machine is ended by somebody else. */
    MACHINE_DEATH,
    /** The head's wall clock goes wrong by up to an hour. */
    WALL_CLOCK,
    /** A user wants another number of workers. */
    SCALE,
    /** Somebody launches a machine with a copy of our tags, but for the cluster's uuid. */
    FOREIGN_MACHINE
}
