package io.cloudtik.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisFailuresTest {

    private final RedisFailures failures = new RedisFailures("the Redis primary at 127.77.0.1:6379", "node-1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MISCONF Redis is configured to save, but is unable to persist | UNAVAILABLE
            OOM command not allowed when used memory > 'maxmemory'        | UNAVAILABLE
            LOADING Redis is loading the dataset in memory                | UNAVAILABLE
            READONLY You can't write against a read only replica          | UNAVAILABLE
            BUSY Redis is busy running a script                           | UNAVAILABLE
            ERR max number of clients reached                             | UNAVAILABLE
            NOPERM this user has no permissions to run the 'keys' command | DENIED
            NOAUTH Authentication required.                               | UNAUTHORIZED
            WRONGPASS invalid username-password pair                      | UNAUTHORIZED
            WRONGTYPE Operation against a key holding the wrong kind      | INTERNAL
            ERR unknown command                                           | INTERNAL
            """)
    void saysWhatAnAnswerMeans(String words, Kind kind) {
        PlatformException failure = failures.answered(new JedisDataException(words));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith("the Redis primary at 127.77.0.1:6379");
    }

    @Test
    void repeatsRedisWordsWhereItRefuses() {
        assertThat(failures.answered(new JedisDataException("MISCONF disk full")))
                .hasMessage("the Redis primary at 127.77.0.1:6379 refuses: MISCONF disk full");
        assertThat(failures.answered(new JedisDataException("NOPERM no permissions")))
                .hasMessage("the Redis primary at 127.77.0.1:6379 denies it to account 'node-1': NOPERM no permissions");
    }

    @Test
    void aWriteThatWasSentMayHaveHappened() {
        for (Exception cause : new Exception[] {new SocketTimeoutException("Read timed out"), new SocketException("reset")}) {
            assertThat(failures.lost(true, new JedisConnectionException(cause)).kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(failures.lost(false, new JedisConnectionException(cause)).kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void nothingHasHappenedBeforeAConnection() {
        JedisConnectionException refused =
                new JedisConnectionException("Failed to connect", new ConnectException("Connection refused"));

        PlatformException failure = failures.connecting(refused);

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessage("the Redis primary at 127.77.0.1:6379 cannot be reached: Connection refused");
    }
}
