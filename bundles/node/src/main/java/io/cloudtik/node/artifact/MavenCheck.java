package io.cloudtik.node.artifact;

import io.cloudtik.api.installation.Role;
import io.cloudtik.api.problem.Finding;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.node.MachineCheck;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.repository.RemoteRepository;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/**
 * Whether the repositories answer from which nodes fetch, by the same settings. Only whether they answer: what one says
 * without a log-in does not matter.
 */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class MavenCheck implements MachineCheck {

    private static final String SUBJECT = "maven";
    private static final int PATIENCE_MILLIS = 10_000;

    private final Map<String, String> environment;
    private final Path userHome;

    @Activate
    public MavenCheck() {
        this(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    MavenCheck(Map<String, String> environment, Path userHome) {
        this.environment = Map.copyOf(environment);
        this.userHome = userHome;
    }

    @Override
    public List<Finding> examine() {
        MavenConfiguration configuration;
        try {
            configuration = MavenConfiguration.read(environment, userHome);
        } catch (PlatformException e) {
            return List.of(Finding.fail(SUBJECT, e.getMessage(), "mend the file: nodes read it too"));
        }
        if (configuration.settings().isOffline()) {
            return List.of(Finding.warn(SUBJECT, "Maven is set offline: only what it has fetched is there",
                    "take <offline> out of its settings"));
        }
        return MavenRemotes.asked(configuration).stream().map(MavenCheck::examine).toList();
    }

    private static Finding examine(RemoteRepository repository) {
        String name = repository.getUrl().replaceFirst("//[^/@]*@", "//");
        try {
            return Finding.ok(SUBJECT, name + " " + ask(repository));
        } catch (IOException | IllegalArgumentException e) {
            return Finding.warn(SUBJECT, name + " does not answer: " + e.getMessage(),
                    "look at the network, or at mirrors and proxies in Maven's settings.xml");
        }
    }

    private static String ask(RemoteRepository repository) throws IOException {
        URI uri = URI.create(repository.getUrl());
        if ("file".equals(uri.getScheme())) {
            if (!Files.isDirectory(Path.of(uri))) {
                throw new IOException("there is no such folder");
            }
            return "is here";
        }
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxy(repository));
        connection.setRequestMethod("HEAD");
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try {
            return "answers (" + connection.getResponseCode() + ")";
        } finally {
            connection.disconnect();
        }
    }

    private static Proxy proxy(RemoteRepository repository) {
        org.eclipse.aether.repository.Proxy proxy = repository.getProxy();
        return proxy == null
                ? Proxy.NO_PROXY
                : new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
    }
}
