package io.cloudtik.core.simulation;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.state.StateStore;

/** A defect, put between the controller and one of the parts it works with: as if the controller itself had it. */
interface Mutation {

    /** The controller as it is. */
    Mutation NONE = new Mutation() { };

    /** Called for each life of the controller; what is remembered in it is forgotten by a crash. */
    default NodeProvider provider(NodeProvider real) {
        return real;
    }

    default StateStore state(StateStore real, RecordCodec codec) {
        return real;
    }

    default ExecutorFactory executors(ExecutorFactory real) {
        return real;
    }
}
