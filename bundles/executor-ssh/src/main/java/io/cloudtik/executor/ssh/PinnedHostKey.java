package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.List;

/** The one key a provider says its node has. */
record PinnedHostKey(HostKey pin) implements HostKeyPolicy {

    static PinnedHostKey parse(String text) {
        try {
            return new PinnedHostKey(HostKey.parse(text));
        } catch (IllegalArgumentException e) {
            throw new PlatformException(Kind.INVALID, "the pinned host key cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<HostKey> expected(String host, int port) {
        return List.of(pin);
    }

    @Override
    public void check(String host, int port, HostKey presented) {
        if (!presented.equals(pin)) {
            throw new PlatformException(
                            Kind.DENIED,
                            "the host key of " + host + ":" + port + " is " + presented.fingerprint()
                                    + ", not the pinned " + pin.fingerprint())
                    .withRemedy("Somebody else may answer at this address. Check the node at its provider; "
                            + "if it is not the one it should be, terminate it.");
        }
    }
}
