package io.cloudtik.core.simulation;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.state.StateAccount;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;

/** Opens one life's view of the store, whatever the address says. */
record ViewBackend(StateStore view) implements StateBackend {

    @Override
    public NodePlan servers(StateAddress address) {
        return NodePlan.EMPTY;
    }

    @Override
    public StateStore open(StateAddress address) {
        return view;
    }

    @Override
    public void grant(StateAddress controller, StateAccount account) {
        // Nodes are not kept from anything here.
    }

    @Override
    public void revoke(StateAddress controller, NodeId node) {
        // See grant.
    }
}
