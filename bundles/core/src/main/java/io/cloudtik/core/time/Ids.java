package io.cloudtik.core.time;

import io.cloudtik.api.problem.Secret;

/** The only source of chance core knows. */
public interface Ids {

    /** A fresh random UUID in its text form. */
    String uuid();

    /** A fresh secret of 256 random bits, in characters that need no quoting anywhere. */
    Secret secret();
}
