package io.cloudtik.api.spi.state;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.runtime.NodePlan;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of state store: how its servers are run on the head, as data, and how it is opened. One service, with the
 * property {@code name} ({@code redis}).
 */
@ConsumerType
public interface StateBackend {

    /** What a node's account may touch: {@code heartbeat/<node>} and {@code node-event/<node>} written, {@code plan/<node>} read. */
    String HEARTBEAT_TABLE = "heartbeat";
    String NODE_EVENT_TABLE = "node-event";
    String PLAN_TABLE = "plan";

    /**
     * The services that run the store on the head, their configuration and secret files. Pure; called on the client when a
     * head is set up.
     *
     * @param address where they listen, with the controller's password
     */
    NodePlan servers(StateAddress address);

    /**
     * Opens the store; connects at the first call, and again after a loss.
     *
     * @throws io.cloudtik.api.problem.PlatformException INVALID if the store answers with another cluster's uuid
     */
    StateStore open(StateAddress address);

    /** Makes or renews a node's account, durably. Needs the controller's account. */
    void grant(StateAddress controller, StateAccount account);

    /** Removes a node's account; absent is success. */
    void revoke(StateAddress controller, NodeId node);
}
