package io.cloudtik.api.control;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Why a cluster controller did what it did. Calls block, ask the head and fail with UNAVAILABLE if it does not answer. */
@ProviderType
public interface ExplainOperations {

    /** @param most how many decisions at most */
    Explanation explain(Path file, int most);

    /**
     * @param node the id of a node, present or past; those that it replaced and that replaced it are told of too
     * @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if nothing is known of it
     */
    NodeStory explainNode(Path file, String node);

    /** @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if it is not, or no longer, in the journal */
    DecisionReport explainDecision(Path file, String id);

    /**
     * Decides again here, from what was recorded there.
     *
     * @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if what it was made from is no longer kept
     */
    Replay replay(Path file, String id);
}
