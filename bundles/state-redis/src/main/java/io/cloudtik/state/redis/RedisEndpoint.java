package io.cloudtik.state.redis;

import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.StateAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * One Redis server as one account sees it: a few connections, made when needed and again after a loss, each checked to be
 * of the right cluster. It is stricter than a pool of Jedis in one point: it knows whether a failed call was sent.
 */
final class RedisEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisEndpoint.class);
    private static final int CONNECTIONS = 8;
    /** A connection that rested longer is tried before it is trusted with a write. */
    private static final Duration TRUSTED_REST = Duration.ofSeconds(1);
    /** How soon a controller notices that a server it is connected to was emptied, and lets nodes in that connect anew. */
    private static final Duration TRUSTED_MARK = Duration.ofSeconds(1);

    private record Rested(Jedis connection, long since) {}

    private final String host;
    private final int port;
    private final StateAddress address;
    private final Duration timeout;
    private final RedisFailures failures;
    private final Semaphore permits = new Semaphore(CONNECTIONS, true);
    private final ConcurrentLinkedDeque<Rested> resting = new ConcurrentLinkedDeque<>();
    private final ReconnectGate gate = new ReconnectGate(System::nanoTime);
    private volatile long markSeen;
    private volatile boolean closed;

    RedisEndpoint(String name, int port, StateAddress address, Duration timeout) {
        this.host = address.host();
        this.port = port;
        this.address = address;
        this.timeout = timeout;
        this.failures = new RedisFailures(name + " at " + host + ":" + port, address.account());
    }

    /** Calls what changes nothing; a second time if the connection turns out to be dead. */
    <T> T read(Function<Jedis, T> call) {
        return call(false, call);
    }

    /** Calls what changes something, never twice. */
    <T> T write(Function<Jedis, T> call) {
        return call(true, call);
    }

    private <T> T call(boolean writing, Function<Jedis, T> call) {
        Deadline deadline = Deadline.in(timeout);
        acquirePermit(deadline);
        try {
            try {
                return callOnce(deadline, call);
            } catch (JedisConnectionException e) {
                if (writing || RedisFailures.isTimeout(e) || deadline.isPast()) {
                    throw failures.lost(writing, e);
                }
                LOG.debug("Reading again: {}", e.getMessage());
            }
            try {
                return callOnce(deadline, call);
            } catch (JedisConnectionException e) {
                throw failures.lost(false, e);
            }
        } finally {
            permits.release();
        }
    }

    private <T> T callOnce(Deadline deadline, Function<Jedis, T> call) {
        Jedis connection = borrow(deadline);
        boolean usable = false;
        try {
            connection.getConnection().setSoTimeout(deadline.remainingMillis());
            T result = call.apply(connection);
            usable = true;
            return result;
        } catch (JedisDataException e) {
            usable = true;
            throw failures.answered(e);
        } catch (JedisConnectionException e) {
            closeResting();
            throw e;
        } catch (JedisException e) {
            throw failures.answered(e);
        } finally {
            if (usable) {
                rest(connection);
            } else {
                closeQuietly(connection);
            }
        }
    }

    private void rest(Jedis connection) {
        resting.addFirst(new Rested(connection, System.nanoTime()));
        if (closed) {
            closeResting();
        }
    }

    private void acquirePermit(Deadline deadline) {
        try {
            if (!permits.tryAcquire(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
                throw failures.allConnectionsBusy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(e);
        }
    }

    private Jedis borrow(Deadline deadline) {
        if (closed) {
            throw failures.closed();
        }
        Rested rested = resting.pollFirst();
        if (rested == null) {
            return connect(deadline);
        }
        try {
            rested.connection().getConnection().setSoTimeout(deadline.remainingMillis());
            tryOut(rested);
            return rested.connection();
        } catch (JedisException e) {
            LOG.debug("Connecting again: {}", e.getMessage());
            closeQuietly(rested.connection());
            closeResting();
            return connect(deadline);
        } catch (PlatformException e) {
            closeQuietly(rested.connection());
            closeResting();
            throw e;
        }
    }

    /** A node leaves the mark to the controller: its connection still leads to the server that had let it in. */
    private void tryOut(Rested rested) {
        long now = System.nanoTime();
        if (isController() && now - markSeen >= TRUSTED_MARK.toNanos()) {
            checkCluster(rested.connection());
        } else if (now - rested.since() >= TRUSTED_REST.toNanos()) {
            rested.connection().ping();
        }
    }

    private Jedis connect(Deadline deadline) {
        gate.pass();
        try {
            Jedis connection = new Jedis(host, port, configuration(deadline.remainingMillis()));
            try {
                checkCluster(connection);
            } catch (JedisException | PlatformException e) {
                closeQuietly(connection);
                throw e;
            }
            gate.connected();
            return connection;
        } catch (JedisException e) {
            PlatformException failure = failures.connecting(e);
            gate.failed(failure);
            throw failure;
        } catch (PlatformException e) {
            gate.failed(e);
            throw e;
        }
    }

    private void checkCluster(Jedis connection) {
        String found = connection.get(RedisKeys.CLUSTER);
        if (found == null && isController()) {
            connection.set(RedisKeys.CLUSTER, address.clusterUuid(), SetParams.setParams().nx());
            found = connection.get(RedisKeys.CLUSTER);
        }
        if (found == null) {
            throw failures.unclaimed();
        }
        if (!found.equals(address.clusterUuid())) {
            throw failures.foreign(found, address.clusterUuid());
        }
        markSeen = System.nanoTime();
    }

    private boolean isController() {
        return address.account().equals(StateAddress.CONTROLLER);
    }

    private DefaultJedisClientConfig configuration(int timeoutMillis) {
        return DefaultJedisClientConfig.builder()
                .user(address.account())
                .password(address.password().reveal())
                .protocol(RedisProtocol.RESP2)
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .timeoutMillis(timeoutMillis)
                .build();
    }

    private void closeResting() {
        for (Rested rested = resting.pollFirst(); rested != null; rested = resting.pollFirst()) {
            closeQuietly(rested.connection());
        }
    }

    private static void closeQuietly(Jedis connection) {
        try {
            connection.close();
        } catch (JedisException e) {
            LOG.debug("A broken connection did not close cleanly: {}", e.getMessage());
        }
    }

    /** Calls in flight end as they would have; their connections are closed after them. */
    @Override
    public void close() {
        closed = true;
        closeResting();
    }
}
