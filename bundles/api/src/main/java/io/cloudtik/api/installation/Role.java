package io.cloudtik.api.installation;

/**
 * What a container is here for. The launcher registers a Condition service with the id {@code cloudtik.role.client},
 * {@code cloudtik.role.head} or {@code cloudtik.role.worker}; a role-bound component names it in its
 * {@code @SatisfyingConditionTarget}.
 */
public enum Role {
    /** A person's machine: short-lived commands, or the shell. */
    CLIENT,
    /** The cluster controller, and the node controller of the head's own machine. */
    HEAD,
    /** The node controller of a worker. */
    WORKER;

    public static final String CLIENT_CONDITION = "(osgi.condition.id=cloudtik.role.client)";
    public static final String HEAD_CONDITION = "(osgi.condition.id=cloudtik.role.head)";
    /** Satisfied on the head and on workers alike: by whatever has a node to control. */
    public static final String NODE_CONDITION = "(osgi.condition.id=cloudtik.role.node)";
}
