package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A login on a node, through its jump hosts if it has any. It is not made anew when it breaks: whoever uses it knows what
 * a second try means.
 */
final class SshConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshConnection.class);

    /** Five unanswered ones end a connection, so silence is noticed within half a minute. */
    private static final int KEEP_ALIVE_SECONDS = 5;

    /** A server allows ten by default (MaxSessions); two are left for ending commands. */
    private static final int SESSIONS = 8;

    private final NodeAccess node;
    private final Path privateKey;
    private final Path knownHosts;
    private final Semaphore sessions = new Semaphore(SESSIONS, true);
    /** The node's client first, then those of the hosts on the way to it. */
    private final Deque<SSHClient> clients = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    SshConnection(NodeAccess node, Path privateKey, Path knownHosts) {
        this.node = node;
        this.privateKey = privateKey;
        this.knownHosts = knownHosts;
    }

    /** Connects and logs in, however long that takes; {@link #close()} from another thread ends it. */
    void open() {
        openVia(node, PrivateKeys.read(privateKey));
        if (closed) {
            // It may have been closed when there was nothing to close yet.
            close();
            throw closedMeanwhile();
        }
        LOG.debug("logged in on {}", name());
    }

    private SSHClient openVia(NodeAccess access, KeyPair key) {
        Optional<SSHClient> way = access.jump().map(jump -> openVia(jump, key));
        SSHClient client = newClient();
        connect(client, way, access);
        login(client, access, key);
        return client;
    }

    private SSHClient newClient() {
        SSHClient client = new SSHClient(SshAlgorithms.config());
        client.setSocketFactory(new NoDelaySockets());
        client.getConnection().getKeepAlive().setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        clients.addFirst(client);
        if (closed) {
            throw closedMeanwhile();
        }
        return client;
    }

    private PlatformException closedMeanwhile() {
        return new PlatformException(Kind.UNAVAILABLE, "the connection to " + name() + " was closed meanwhile");
    }

    private void connect(SSHClient client, Optional<SSHClient> way, NodeAccess access) {
        HostKeyCheck check = new HostKeyCheck(policy(access));
        client.addHostKeyVerifier(check);
        try {
            if (way.isPresent()) {
                client.connectVia(way.get().newDirectConnection(access.host(), access.port()));
            } else {
                client.connect(access.host(), access.port());
            }
        } catch (IOException | IllegalStateException e) { // The latter is sshj's word for one that broke before the key exchange.
            throw check.refusal().orElseGet(() -> new PlatformException(
                    Kind.UNAVAILABLE, "cannot connect to " + nameOf(access) + ": " + SshFailures.reason(e), e));
        }
    }

    private HostKeyPolicy policy(NodeAccess access) {
        return access.hostKey()
                .<HostKeyPolicy>map(PinnedHostKey::parse)
                .orElseGet(() -> new KnownHosts(knownHosts));
    }

    /** Of a client that was connected and may not be any more. */
    void login(SSHClient client, NodeAccess access, KeyPair key) {
        try {
            client.authPublickey(access.user(), new KeyPairWrapper(key));
        } catch (UserAuthException e) {
            if (client.isConnected()) {
                throw refused(client, access, e);
            }
            throw lostAtLogin(access, e);
        } catch (IOException e) {
            throw lostAtLogin(access, e);
        } catch (IllegalStateException e) {
            // sshj's word for a connection that broke between two steps of the login.
            throw client.isConnected() ? e : lostAtLogin(access, e);
        }
    }

    private PlatformException refused(SSHClient client, NodeAccess access, UserAuthException cause) {
        return new PlatformException(
                        Kind.UNAUTHORIZED,
                        nameOf(access) + " does not let user '" + access.user() + "' in with the key " + privateKey
                                + "; it offers: " + String.join(", ", client.getUserAuth().getAllowedMethods()),
                        cause)
                .withRemedy("Check the user name, and that the public key is in the user's authorized_keys.");
    }

    private static PlatformException lostAtLogin(NodeAccess access, Exception cause) {
        return new PlatformException(
                Kind.UNAVAILABLE, "lost " + nameOf(access) + " while logging in: " + SshFailures.reason(cause), cause);
    }

    /** Takes one of the few sessions a server allows at once; give it back with {@link #endSession()}. */
    void beginSession(Deadline deadline) throws InterruptedException {
        if (!sessions.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
            throw new PlatformException(
                    Kind.UNAVAILABLE,
                    "none of the " + SESSIONS + " sessions on " + name() + " became free within " + deadline.inWords());
        }
    }

    void endSession() {
        sessions.release();
    }

    /** The way to the node, or UNAVAILABLE if there is none any more. */
    SSHClient client() {
        SSHClient client = clients.peekFirst();
        if (closed || client == null || !client.isConnected()) {
            throw new PlatformException(Kind.UNAVAILABLE, "the connection to " + name() + " is "
                    + (closed ? "closed" : "lost"));
        }
        return client;
    }

    /** A session on the node, open. */
    CommandChannel openChannel() throws ConnectionException, TransportException {
        CommandChannel channel = new CommandChannel(client().getConnection());
        channel.open();
        return channel;
    }

    /** Returns once the way to the node is gone. */
    void awaitLoss() throws InterruptedException {
        SSHClient client = clients.peekFirst();
        if (closed || client == null) {
            return;
        }
        try {
            client.getTransport().join();
        } catch (TransportException e) {
            if (SshFailures.isInterrupt(e)) {
                throw (InterruptedException) new InterruptedException("while " + name() + " was watched").initCause(e);
            }
            LOG.debug("{} is lost: {}", name(), SshFailures.reason(e));
        }
    }

    String name() {
        return nameOf(node);
    }

    private static String nameOf(NodeAccess access) {
        return access.host() + ":" + access.port();
    }

    @Override
    public void close() {
        closed = true;
        clients.forEach(Quietly::close);
    }
}
