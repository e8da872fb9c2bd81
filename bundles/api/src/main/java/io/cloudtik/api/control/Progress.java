package io.cloudtik.api.control;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears how an operation goes. Called from the operation's own thread; must not block. */
@ConsumerType
public interface Progress {

    Progress SILENT = new Progress() {
        @Override
        public void step(String subject, String message) {
            // Nobody listens.
        }

        @Override
        public void activity(String subject, String message) {
            // Nobody listens.
        }
    };

    /**
     * Something happened that stays true: a line.
     *
     * @param subject the node, service or resource; empty for the operation itself
     */
    void step(String subject, String message);

    /** What a subject is doing right now; replaces the last activity of the same subject; empty when it is done. */
    void activity(String subject, String message);
}
