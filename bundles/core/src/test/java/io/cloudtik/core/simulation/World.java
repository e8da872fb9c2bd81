package io.cloudtik.core.simulation;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.ProviderDescription;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.head.HeadLife;
import io.cloudtik.core.journal.JournalStore;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.ManualTime;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.provider.simulated.SimulatedNodeProvider;
import io.cloudtik.provider.simulated.SimulatedProvider;
import io.cloudtik.provider.simulated.cloud.Catalog;
import io.cloudtik.provider.simulated.cloud.Fault;
import io.cloudtik.provider.simulated.cloud.Machine;
import io.cloudtik.provider.simulated.cloud.SimulatedCloud;
import io.cloudtik.provider.simulated.cloud.Weather;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Version;

/** One cluster on one cloud under one seed: a time of faults, then a calm in which all must come to what is wanted. */
final class World implements AutoCloseable {

    /** Between the end of a pass and the next. */
    static final Duration STEP = Duration.ofSeconds(3);
    /** How long faults last. */
    private static final Duration ROUGH_TIME = Duration.ofMinutes(6);
    /** For how many steps it is looked on whether what came to be stays so. */
    private static final int STEADY_STEPS = 10;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    /** In one world of so many, each decision is decided again from its record. */
    private static final int REPLAYED = 25;
    private static final Resources RESOURCES = Resources.of(2, DataSize.ofGibibytes(4));
    private static final JacksonRecordCodec CODEC = new JacksonRecordCodec();
    private static final ConfigLoader LOADER = loader();

    private final long seed;
    private final Folder folder;
    private final Mutation mutation;
    private final Dice dice;
    private final Fibers fibers;
    private final History history;
    private final SimulatedCloud cloud;
    private final SimulatedNodes nodes;
    private final SharedState state;
    private final Oracle oracle;
    private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    private final Weather rough;
    private final Fibers.Owner itself = new Immortal();
    private boolean calm;
    private Duration regionOutUntil = Duration.ZERO;
    private int wanted;
    /** A user is being answered: a head that died now would leave it open what is wanted. */
    private boolean asking;
    private Head head;

    World(long seed, Folder folder, Mutation mutation, boolean withHistory) {
        this.seed = seed;
        this.folder = folder;
        this.mutation = mutation;
        this.dice = new Dice(seed);
        this.fibers = new Fibers("world-" + seed);
        this.history = new History(withHistory, fibers::now);
        this.cloud = new SimulatedCloud(seed, catalog(), this::now, fibers::await);
        this.nodes = new SimulatedNodes(cloud, RESOURCES);
        this.state = new SharedState(CODEC, nodes, this::now);
        this.oracle = new Oracle(Folder.HEAD.clusterUuid(), cloud, nodes, history);
        oracle.watch(state);
        want(Folder.WORKERS);
        for (Trouble trouble : Trouble.values()) {
            if (dice.happens(0.4)) {
                troubles.add(trouble);
            }
        }
        if (troubles.contains(Trouble.STORE_REPLIES_LOST)) {
            // A user whose wish may have been kept or not does not know what to expect.
            troubles.remove(Trouble.SCALE);
        }
        this.rough = weather();
    }

    private static ConfigLoader loader() {
        Providers described = new Providers(new ManualTime());
        described.add(new SimulatedProvider(), Version.emptyVersion);
        return new ConfigLoader(described, new Runtimes(new ManualTime()));
    }

    private Catalog catalog() {
        return dice.happens(0.2) ? Catalog.STANDARD.limited(3, 12) : Catalog.STANDARD;
    }

    /** Each fault is there or not, so that none hides another. */
    private Weather weather() {
        Map<Fault, Double> odds = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            if (dice.happens(0.5)) {
                odds.put(fault, Math.min(1, Weather.ROUGH.of(fault) * dice.between(1, 3)));
            }
        }
        return new Weather(odds, Duration.ofSeconds(dice.between(0, 90)), Weather.ROUGH.longestAnswer());
    }

    private Instant now() {
        return START.plus(fibers.now());
    }

    /** What is to be told of a world that was run. */
    record Verdict(long seed, List<String> violations, int steps, int machines, List<String> history) {

        boolean isBad() {
            return !violations.isEmpty();
        }
    }

    /** Lives through it. */
    Verdict run(int mostSteps) {
        history.tell("world", () -> "seed " + seed + ", troubles " + troubles + ", weather " + rough);
        head = new Head();
        if (!troubles.isEmpty()) {
            fibers.after(dice.between(Duration.ofSeconds(10), Duration.ofSeconds(60)), itself, this::trouble);
        }
        fibers.runUntil(ROUGH_TIME);
        becomeCalm();
        int steps = 0;
        while (steps < mostSteps && !oracle.unsettled(wanted).isEmpty()) {
            steps++;
            fibers.runUntil(ROUGH_TIME.plus(STEP.multipliedBy(steps)));
        }
        int converged = steps;
        oracle.unsettled(wanted).forEach(reason -> oracle.violated("not converged after " + converged + " steps: " + reason));
        fibers.runUntil(ROUGH_TIME.plus(STEP.multipliedBy(steps + STEADY_STEPS)));
        if (oracle.violations().isEmpty()) {
            oracle.unsettled(wanted).forEach(reason -> oracle.violated("did not stay as it should: " + reason));
        }
        oracle.judgeBill(fibers.now());
        return new Verdict(seed, oracle.violations(), converged, cloud.machines().size(), history.lines());
    }

    private void becomeCalm() {
        calm = true;
        history.tell("world", () -> "the faults stop");
        cloud.mend();
        cloud.machines().forEach(machine -> {
            nodes.inside(machine).cutUntil = Instant.EPOCH;
            nodes.inside(machine).deafUntil = Instant.EPOCH;
        });
        state.deafUntil(Instant.EPOCH);
        regionOutUntil = Duration.ZERO;
        head.process.pauseUntil(Duration.ZERO);
        if (head.process.isDead()) {
            head = new Head();
        }
        // Whoever mended the cloud says so: what was refused or lost too often before is tried again at once.
        fibers.after(STEP, head.process, head.life::startAgain);
    }

    private void trouble() {
        if (calm) {
            return;
        }
        Trouble next = dice.oneOf(List.copyOf(troubles));
        history.tell("TROUBLE", next::name);
        befall(next);
        fibers.after(dice.between(Duration.ofSeconds(10), Duration.ofSeconds(90)), itself, this::trouble);
    }

    private void befall(Trouble trouble) {
        switch (trouble) {
            case CRASH -> head.die();
            case PAUSE -> {
                head.process.pauseUntil(fibers.now().plus(dice.between(Duration.ofSeconds(5), Duration.ofMinutes(2))));
                oracle.disturbed();
            }
            case TWO_CONTROLLERS -> {
                oracle.disturbed();
                head.process.pauseUntil(fibers.now().plus(dice.between(Duration.ofSeconds(5), Duration.ofSeconds(60))));
                head.leave();
                head = new Head();
            }
            case STORE_OUTAGE -> state.deafUntil(now().plus(dice.between(Duration.ofSeconds(5), Duration.ofSeconds(60))));
            case STORE_LOSS -> {
                state.wipe();
                want(Folder.WORKERS); // What was asked for by hand was in the store.
                oracle.allowEnds(100);
                head.die();
            }
            case REGION_OUTAGE -> regionOutUntil = fibers.now().plus(dice.between(Duration.ofSeconds(20), Duration.ofMinutes(3)));
            case NODE_CUT -> someMachine().ifPresent(machine ->
                    nodes.cut(machine, dice.between(Duration.ofSeconds(5), Duration.ofMinutes(4))));
            case NODE_DEAF -> someMachine().ifPresent(machine ->
                    nodes.inside(machine).deafUntil = now().plus(dice.between(Duration.ofSeconds(5), Duration.ofMinutes(4))));
            case CONTAINER_DEATH -> someMachine().ifPresent(nodes::endContainer);
            case MACHINE_DEATH -> someMachine().ifPresent(machine -> cloud.end(machine.id(), "ended by somebody else"));
            case WALL_CLOCK -> head.process.setWallError(Duration.ofMinutes(dice.between(-60, 60)));
            case SCALE -> fibers.after(Duration.ZERO, head.process, this::scale);
            case FOREIGN_MACHINE -> plantForeign();
            case CRASH_AT_SEAMS, STORE_REPLIES_LOST -> { } // These are no moments; they are drawn at each call.
        }
    }

    private Optional<Machine> someMachine() {
        List<Machine> living = oracle.living();
        return living.isEmpty() ? Optional.empty() : Optional.of(dice.oneOf(living));
    }

    private void scale() {
        if (calm) {
            return;
        }
        int workers = dice.between(1, 8);
        asking = true;
        try {
            oracle.mayHave(workers);
            if (head.life.scale(workers)) {
                oracle.allowEnds(Math.max(0, wanted - workers));
                history.tell("user", () -> "wants " + workers + " workers");
                want(workers);
            }
        } catch (PlatformException e) {
            // It may have been kept or not: only one more word decides.
            oracle.allowEnds(Math.max(0, wanted - workers));
            history.tell("user", () -> "asked for " + workers + " workers and got " + e.getMessage());
            if (!calm) {
                fibers.after(STEP, itself, () -> fibers.after(Duration.ZERO, head.process, this::scale));
            }
        } finally {
            asking = false;
        }
    }

    private void want(int workers) {
        wanted = workers;
        oracle.mayHave(workers);
    }

    private void plantForeign() {
        Map<String, String> tags = new HashMap<>(someMachine().map(Machine::tags).orElse(Map.of()));
        tags.put(NodeTags.CLUSTER_UUID, "00000000-0000-0000-0000-00000000000f");
        cloud.launch(new LaunchRequest("foreign" + fibers.now().toMillis(), "foreign", new NodeTypeName("worker.default"),
                Optional.empty(), Settings.empty(), tags, List.of()), Weather.CALM);
    }

    private Weather weatherNow() {
        if (calm) {
            return Weather.CALM;
        }
        return regionOutUntil.compareTo(fibers.now()) > 0 ? Weather.CALM.with(Fault.UNAVAILABLE, 1) : rough;
    }

    @Override
    public void close() {
        fibers.close();
    }

    /** One life of the head's process, with all it meets. */
    private final class Head implements Seam {

        private final ControllerProcess process = new ControllerProcess(fibers);
        private final HeadLife life;
        private final Scheduler.Repetition loop;
        private boolean left;

        Head() {
            Providers providers = new Providers(process);
            providers.add(new WorldProvider(this), Version.emptyVersion);
            StateStore view = mutation.state(new StateView(state, this, oracle, this::losesReply), CODEC);
            this.life = new HeadLife(
                    folder.installation(), CODEC, LOADER, providers, new Runtimes(process),
                    mutation.executors(new SimulatedExecutors(nodes, CODEC, this)), new ViewBackend(view), process, process,
                    seed % REPLAYED == 0 ? new ReplayingJournal(CODEC, oracle::violated) : JournalStore.NONE, this::again);
            this.loop = process.repeat("controller", STEP, this::live);
        }

        private void again() {
            loop.trigger();
        }

        private void live() {
            try {
                life.pass();
            } catch (PlatformException e) {
                history.tell("pass", () -> e.kind() + ": " + e.getMessage());
            } catch (RuntimeException e) {
                oracle.violated("the controller met a defect: " + e);
                throw e;
            }
        }

        private boolean losesReply() {
            return !calm && troubles.contains(Trouble.STORE_REPLIES_LOST) && dice.happens(0.03);
        }

        /** Nobody brings it back: another one reigns, and it is killed some time after it woke up. */
        void leave() {
            left = true;
            if (!life.reigns()) {
                process.kill(); // It would begin its reign after its successor's, and nobody would be left when it is killed.
                return;
            }
            fibers.after(Duration.ofMinutes(2), itself, process::kill);
        }

        void die() {
            if (process.isDead()) {
                return;
            }
            history.tell("TROUBLE", () -> "the head's process dies");
            process.kill();
            if (!left) {
                fibers.after(dice.between(Duration.ofSeconds(1), Duration.ofSeconds(30)), itself, this::comeBack);
            }
        }

        private void comeBack() {
            if (head == this) {
                head = new Head();
            }
        }

        @Override
        public void pass(String where) {
            if (process.isDead()) {
                throw new Crash();
            }
            if (calm || asking) {
                return;
            }
            if (troubles.contains(Trouble.CRASH_AT_SEAMS) && dice.happens(0.0005)) {
                history.tell("TROUBLE", () -> "dies " + where);
                die();
                throw new Crash();
            }
            if (dice.happens(0.01)) {
                fibers.await(dice.between(Duration.ofMillis(1), Duration.ofMillis(1500)));
            }
        }

        @Override
        public void await(Duration time) {
            fibers.await(time);
        }
    }

    /** The provider as the head has it. */
    private final class WorldProvider implements CloudProvider {

        private final Head of;

        WorldProvider(Head of) {
            this.of = of;
        }

        @Override
        public ProviderDescription describe() {
            return new SimulatedProvider().describe();
        }

        @Override
        public List<WorkspaceName> listWorkspaces(Settings providerSettings) {
            return List.of();
        }

        @Override
        public WorkspaceProvider workspace(WorkspaceSpec spec) {
            throw new UnsupportedOperationException("a head asks for no workspace");
        }

        @Override
        public NodeProvider nodes(ClusterSpec spec) {
            return mutation.provider(new WatchedNodeProvider(
                    new SimulatedNodeProvider(cloud, spec.workspace(), spec.name(), World.this::weatherNow), oracle, history, of));
        }
    }

    /** What happens whatever the head does. */
    private static final class Immortal implements Fibers.Owner {

        @Override
        public Duration pausedUntil() {
            return Duration.ZERO;
        }

        @Override
        public boolean isDead() {
            return false;
        }
    }
}
