package io.cloudtik.api.control;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Machines that nobody looks after any more: what a cloud bears under our tags minus what any living cluster claims. No
 * head is needed for it. Calls block.
 */
@ProviderType
public interface OrphanOperations {

    /**
     * Where to look.
     *
     * @param place a workspace's name, or the file of a workspace or of a cluster in it; empty for all that are known here
     * @param givenUp uuids of clusters that are given up, although their heads may live and cannot be asked
     */
    record Scope(Optional<String> place, Set<String> givenUp) {

        public Scope {
            Objects.requireNonNull(place, "place");
            givenUp = Set.copyOf(givenUp);
        }
    }

    /**
     * What was found.
     *
     * @param machines all of them, the claimed ones too
     * @param troubles where it could not be looked, and why
     */
    record Report(Instant at, List<Orphan> machines, List<String> troubles) {

        public Report {
            Objects.requireNonNull(at, "at");
            machines = List.copyOf(machines);
            troubles = List.copyOf(troubles);
        }
    }

    /**
     * What became of a machine.
     *
     * @param ended whether its end was asked for
     * @param text why not, in words; empty if it was
     */
    record Outcome(String machine, boolean ended, String text) {

        public Outcome {
            Objects.requireNonNull(machine, "machine");
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if there is no such workspace, INVALID if its provider
     *     cannot list the machines of a workspace, UNAVAILABLE if it listed them only in part
     */
    Report find(Scope scope);

    /**
     * Ends orphans, one by one, each only if it is one still: judged anew, by a second listing some seconds later, while
     * nobody else may bring its cluster up or down.
     *
     * @param machines their identifiers, as {@link #find} told them
     */
    List<Outcome> end(Scope scope, Set<String> machines, Progress progress);
}
