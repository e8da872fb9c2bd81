package io.cloudtik.api.spi.node;

import io.cloudtik.api.problem.Finding;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Looks at what a bundle needs of the machine it is on. A service, found by {@code cloudtik doctor}. */
@ConsumerType
public interface MachineCheck {

    /** Changes nothing, and takes some seconds at most; what cannot be found out is a finding too. */
    List<Finding> examine();
}
