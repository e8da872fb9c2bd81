package io.cloudtik.api.control;

import io.cloudtik.api.problem.Finding;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Looks at what CloudTik needs of this machine. */
@ProviderType
public interface DoctorOperations {

    /**
     * Changes nothing. Asks programs and the Maven repository, each for some seconds at most.
     *
     * @param provider whose needs are looked at too; only the machine's if empty
     * @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if there is no such provider
     */
    List<Finding> examine(Optional<String> provider);
}
