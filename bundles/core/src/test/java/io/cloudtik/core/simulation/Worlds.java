package io.cloudtik.core.simulation;

import io.cloudtik.codec.json.JacksonRecordCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Runs worlds, as many at once as there are processors; each is alone in its own. */
final class Worlds {

    /** Passes that are 20 steps of ten seconds, in which all must have come to what is wanted once the faults stop. */
    static final int MOST_PASSES = (int) (20 * 10 / World.STEP.toSeconds());

    private final Path homes;
    private final AtomicLong count = new AtomicLong();

    /** @param homes each world has a folder of its own in it: a head writes to its disk which epoch it has reached */
    Worlds(Path homes) {
        this.homes = homes;
    }

    World.Verdict run(long seed, Mutation mutation, boolean withHistory) {
        Path home = homes.resolve(String.valueOf(count.incrementAndGet()));
        try (Folder folder = new Folder(home, new JacksonRecordCodec());
                World world = new World(seed, folder, mutation, withHistory)) {
            return world.run(MOST_PASSES);
        }
    }

    /** The verdicts on seeds from the first on, in their order. */
    List<World.Verdict> run(long first, int count) {
        ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<World.Verdict>> running = LongStream.range(first, first + count)
                    .mapToObj(seed -> threads.submit(() -> run(seed, Mutation.NONE, false)))
                    .toList();
            List<World.Verdict> verdicts = new ArrayList<>();
            for (Future<World.Verdict> verdict : running) {
                verdicts.add(verdict.get());
            }
            return verdicts;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("a world could not be run", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The first seed under which a defect is seen. */
    Optional<World.Verdict> find(Mutation defect, int seeds) {
        return LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> run(seed, defect, false))
                .filter(World.Verdict::isBad)
                .findFirst();
    }
}
