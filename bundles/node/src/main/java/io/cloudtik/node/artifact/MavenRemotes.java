package io.cloudtik.node.artifact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.building.DefaultModelProcessor;
import org.apache.maven.model.io.DefaultModelReader;
import org.apache.maven.model.locator.DefaultModelLocator;
import org.apache.maven.model.superpom.DefaultSuperPomProvider;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.Server;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/** From where Maven fetches, in the words of its resolver: no address of a repository stands in our code. */
final class MavenRemotes {

    private MavenRemotes() {}

    /** Those of active profiles, then those of Maven's own super POM unless a profile has one of the same id. */
    static List<RemoteRepository> of(MavenConfiguration configuration) {
        Map<String, RemoteRepository> remotes = new LinkedHashMap<>();
        for (Profile profile : configuration.activeProfiles()) {
            for (Repository repository : profile.getRepositories()) {
                remotes.putIfAbsent(repository.getId(), remote(repository.getId(), repository.getUrl()));
            }
        }
        for (org.apache.maven.model.Repository repository : superPom()) {
            remotes.putIfAbsent(repository.getId(), remote(repository.getId(), repository.getUrl()));
        }
        return new ArrayList<>(remotes.values());
    }

    /** Which servers are asked in truth, mirrors in the place of what they mirror, each with its proxy if it has one. */
    static List<RemoteRepository> asked(MavenConfiguration configuration) {
        MirrorSelector mirrors = mirrors(configuration);
        ProxySelector proxies = proxies(configuration);
        return of(configuration).stream()
                .map(remote -> Optional.ofNullable(mirrors.getMirror(remote)).orElse(remote))
                .distinct()
                .map(remote -> new RemoteRepository.Builder(remote).setProxy(proxies.getProxy(remote)).build())
                .toList();
    }

    static void configure(SessionBuilder session, MavenConfiguration configuration) {
        DefaultAuthenticationSelector authentications = new DefaultAuthenticationSelector();
        for (Server server : configuration.settings().getServers()) {
            AuthenticationBuilder credentials =
                    new AuthenticationBuilder().addUsername(server.getUsername()).addPassword(server.getPassword());
            credentials.addPrivateKey(server.getPrivateKey(), server.getPassphrase());
            authentications.add(server.getId(), credentials.build());
        }
        session.setMirrorSelector(mirrors(configuration));
        session.setProxySelector(proxies(configuration));
        session.setAuthenticationSelector(authentications);
        session.setOffline(configuration.settings().isOffline());
    }

    private static MirrorSelector mirrors(MavenConfiguration configuration) {
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        for (Mirror mirror : configuration.settings().getMirrors()) {
            mirrors.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    mirror.getLayout(),
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        return mirrors;
    }

    private static ProxySelector proxies(MavenConfiguration configuration) {
        DefaultProxySelector proxies = new DefaultProxySelector();
        for (Proxy proxy : configuration.settings().getProxies()) {
            if (proxy.isActive()) {
                AuthenticationBuilder credentials =
                        new AuthenticationBuilder().addUsername(proxy.getUsername()).addPassword(proxy.getPassword());
                proxies.add(
                        new org.eclipse.aether.repository.Proxy(
                                proxy.getProtocol(), proxy.getHost(), proxy.getPort(), credentials.build()),
                        proxy.getNonProxyHosts());
            }
        }
        return proxies;
    }

    private static List<org.apache.maven.model.Repository> superPom() {
        DefaultModelProcessor processor = new DefaultModelProcessor()
                .setModelLocator(new DefaultModelLocator())
                .setModelReader(new DefaultModelReader());
        return new DefaultSuperPomProvider()
                .setModelProcessor(processor)
                .getSuperModel("4.0.0")
                .getRepositories();
    }

    private static RemoteRepository remote(String id, String url) {
        return new RemoteRepository.Builder(id, "default", url).build();
    }
}
