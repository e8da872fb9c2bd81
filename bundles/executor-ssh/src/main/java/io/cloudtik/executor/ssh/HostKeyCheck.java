package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.PlatformException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Puts a policy in the way of a key exchange and remembers why it refused; sshj itself would only say that it did. */
final class HostKeyCheck implements HostKeyVerifier {

    private final HostKeyPolicy policy;
    private volatile PlatformException refusal;

    HostKeyCheck(HostKeyPolicy policy) {
        this.policy = policy;
    }

    Optional<PlatformException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean verify(String host, int port, PublicKey key) {
        try {
            policy.check(host, port, HostKey.of(key));
            return true;
        } catch (PlatformException e) {
            refusal = e;
            return false;
        }
    }

    @Override
    public List<String> findExistingAlgorithms(String host, int port) {
        return policy.expected(host, port).stream()
                .flatMap(key -> key.algorithms().stream())
                .distinct()
                .toList();
    }
}
