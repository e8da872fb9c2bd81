package io.cloudtik.core.head;

import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.control.WorkerOperations.Scaling;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** How many workers a request by hand comes to, and whether the cluster may have as many. Pure. */
final class WorkerCount {

    private final ClusterSpec file;
    private final ClusterSpec now;
    private final Function<NodeTypeSpec, Optional<Resources>> resources;

    /**
     * @param file what the file says
     * @param now with the requests that hold
     * @param resources what a worker of a type has, where it is known
     */
    WorkerCount(ClusterSpec file, ClusterSpec now, Function<NodeTypeSpec, Optional<Resources>> resources) {
        this.file = file;
        this.now = now;
        this.resources = resources;
    }

    /** @throws PlatformException INVALID if it is beyond a limit, NOT_FOUND if there is no such type */
    Scaling of(ScaleRequest request) {
        NodeTypeSpec type = type(request.type());
        int before = now.nodeType(type.name()).minWorkers();
        Wanted wanted = wanted(request, type);
        if (request.upOnly() && wanted.workers() <= before) {
            return new Scaling(type.name(), before, before, before + " are wanted already, and it shall only grow");
        }
        checkLimits(type, before, wanted);
        return new Scaling(type.name(), before, wanted.workers(), wanted.reason());
    }

    NodeTypeSpec type(Optional<NodeTypeName> named) {
        List<NodeTypeSpec> types = file.workerTypes();
        return types.stream()
                .filter(type -> named.map(name -> name.equals(type.name())).orElse(true))
                .findFirst()
                .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND,
                        named.map(name -> "cluster '" + file.name() + "' has no worker type '" + name + "'; it has: "
                                        + types.stream().map(type -> type.name().value()).toList())
                                .orElse("cluster '" + file.name() + "' has no worker type")));
    }

    private record Wanted(int workers, String reason) {}

    private Wanted wanted(ScaleRequest request, NodeTypeSpec type) {
        List<Wanted> wishes = new ArrayList<>();
        request.workers().ifPresent(workers -> wishes.add(new Wanted(workers, workers + " workers were asked for")));
        request.cpus().ifPresent(cpus -> wishes.add(
                enough(cpus, each(type, "CPUs").cpus(), cpus + " CPUs were asked for", "CPUs", type)));
        request.gpus().ifPresent(gpus -> wishes.add(
                enough(gpus, each(type, "GPUs").gpus(), gpus + " GPUs were asked for", "GPUs", type)));
        request.memory().ifPresent(memory -> wishes.add(enough(
                memory.bytes(), each(type, "memory").memory().bytes(), memory + " of memory were asked for", "memory", type)));
        for (Map.Entry<String, Double> resource : request.resources().entrySet()) {
            double each = each(type, resource.getKey()).custom().getOrDefault(resource.getKey(), 0.0);
            wishes.add(enough(resource.getValue(), each, resource.getValue() + " of '" + resource.getKey()
                    + "' were asked for", "'" + resource.getKey() + "'", type));
        }
        if (!request.bundles().isEmpty()) {
            wishes.add(holding(request.bundles(), type));
        }
        return wishes.stream().reduce((a, b) -> b.workers() > a.workers() ? b : a).orElseThrow();
    }

    private Wanted holding(List<Map<String, Double>> bundles, NodeTypeSpec type) {
        BundleFit fit = new BundleFit(each(type, "resources"));
        fit.tooLarge(bundles).ifPresent(bundle -> {
            throw new PlatformException(Kind.INVALID, "the bundle " + new TreeMap<>(bundle) + " does not fit on a worker of type '"
                            + type.name() + "'")
                    .withRemedy("name another type with --worker-type, or make the bundle smaller");
        });
        return new Wanted(fit.workers(bundles), bundles.size() + " bundles were asked for");
    }

    private Resources each(NodeTypeSpec type, String what) {
        return resources.apply(type).orElseThrow(() -> new PlatformException(Kind.UNAVAILABLE,
                        "how much a worker of type '" + type.name() + "' has is not known yet, so its " + what
                                + " cannot be counted")
                .withRemedy("say the number of workers with --workers, or what one has as 'resources' of the node type"));
    }

    private static Wanted enough(double asked, double each, String words, String what, NodeTypeSpec type) {
        if (each <= 0 && asked > 0) {
            throw new PlatformException(Kind.INVALID, "a worker of type '" + type.name() + "' has no " + what);
        }
        return new Wanted(asked == 0 ? 0 : (int) Math.ceil(asked / each), words);
    }

    private void checkLimits(NodeTypeSpec type, int before, Wanted wanted) {
        int workers = wanted.workers();
        if (workers > type.maxWorkers()) {
            throw beyond(workers, "above max_workers " + type.maxWorkers() + " of node type '" + type.name() + "'",
                    "raise max_workers");
        }
        if (workers < type.minWorkers()) {
            throw beyond(workers, "below min_workers " + type.minWorkers() + " of node type '" + type.name() + "'",
                    "lower min_workers");
        }
        int all = now.workerTypes().stream().mapToInt(NodeTypeSpec::minWorkers).sum() - before + workers;
        if (workers > before && all > file.maxWorkers()) {
            throw beyond(workers, "which makes " + all + " in all, above max_workers " + file.maxWorkers() + " of the cluster",
                    "raise max_workers");
        }
    }

    private PlatformException beyond(int workers, String limit, String what) {
        return new PlatformException(Kind.INVALID, "the cluster would have " + workers + " workers, " + limit)
                .withRemedy(what + " in the file, and cloudtik start <cluster.yaml>");
    }
}
