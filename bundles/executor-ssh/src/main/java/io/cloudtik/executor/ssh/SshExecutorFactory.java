package io.cloudtik.executor.ssh;

import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Logs in over SSH. Connections that are still open when the bundle goes are closed with it. */
@Component(service = ExecutorFactory.class, property = "name=ssh")
public final class SshExecutorFactory implements ExecutorFactory {

    private final Set<CommandExecutor> open = ConcurrentHashMap.newKeySet();
    /** What uploads that broke off left, by machine. */
    private final Map<String, Set<String>> leftParts = new ConcurrentHashMap<>();

    @Override
    public CommandExecutor connect(NodeAccess access, Path privateKey, Path knownHosts, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        SshConnection connection = new SshConnection(access, privateKey, knownHosts);
        Threads threads = new Threads(connection.name());
        SshLogin.open(connection, threads, deadline);
        PartFiles parts = new PartFiles(
                leftParts.computeIfAbsent(connection.name(), name -> ConcurrentHashMap.newKeySet()));
        SshCommandExecutor executor = new SshCommandExecutor(connection, threads, parts, open::remove);
        open.add(executor);
        return executor;
    }

    @Override
    public String ensureKeyPair(Path privateKey, String comment) {
        return Ed25519KeyPair.ensure(privateKey, comment);
    }

    @Override
    public String publicKey(Path privateKey) {
        return HostKey.of(PrivateKeys.read(privateKey).getPublic()).toString();
    }

    @Deactivate
    void closeAll() {
        open.forEach(CommandExecutor::close);
    }
}
