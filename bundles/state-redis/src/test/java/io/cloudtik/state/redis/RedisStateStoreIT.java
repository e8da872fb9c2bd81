package io.cloudtik.state.redis;

import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.contracts.state.StateStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisStateStoreIT extends StateStoreContract {

    @TempDir
    private Path home;

    private RunningRedis redis;
    private StateStore store;
    private StateStore other;

    @BeforeEach
    void open() throws IOException {
        redis = RunningRedis.start(home);
        store = RunningRedis.backend().open(redis.address());
        other = RunningRedis.backend().open(redis.address());
    }

    @AfterEach
    void close() {
        store.close();
        other.close();
        redis.close();
    }

    @Override
    protected StateStore store() {
        return store;
    }

    @Override
    protected StateStore otherStore() {
        return other;
    }
}
