package io.cloudtik.api.spi.node;

import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.ServiceStatus;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The node this container controls. Registered by the node controller, on the head and on workers. Thread-safe. */
@ProviderType
public interface ThisNode {

    NodeIdentity identity();

    /** How its services do, the platform's own and those of its plan. */
    List<ServiceStatus> services();

    /** Since the shared state took a heartbeat of this node; since the container's start if it never did. */
    Duration sinceBeat();
}
