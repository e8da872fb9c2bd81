package io.cloudtik.core.head;

import io.cloudtik.api.model.node.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many workers hold bundles of resources at the same time, each bundle on one worker. Pure. */
final class BundleFit {

    private final Resources worker;

    BundleFit(Resources worker) {
        this.worker = worker;
    }

    /** The first of the bundles that not even an empty worker holds. */
    Optional<Map<String, Double>> tooLarge(List<Map<String, Double>> bundles) {
        return bundles.stream().filter(bundle -> share(bundle) > 1).findFirst();
    }

    /** First fit, the largest bundle first; none of them is too large. */
    int workers(List<Map<String, Double>> bundles) {
        List<Map<String, Double>> used = new ArrayList<>();
        bundles.stream()
                .sorted(Comparator.comparingDouble(this::share).reversed())
                .forEach(bundle -> add(bundle, used));
        return used.size();
    }

    private void add(Map<String, Double> bundle, List<Map<String, Double>> used) {
        Map<String, Double> place = used.stream()
                .filter(amounts -> share(sum(amounts, bundle)) <= 1)
                .findFirst()
                .orElseGet(() -> {
                    used.add(new HashMap<>());
                    return used.get(used.size() - 1);
                });
        bundle.forEach((resource, amount) -> place.merge(resource, amount, Double::sum));
    }

    private static Map<String, Double> sum(Map<String, Double> one, Map<String, Double> other) {
        Map<String, Double> sum = new HashMap<>(one);
        other.forEach((resource, amount) -> sum.merge(resource, amount, Double::sum));
        return sum;
    }

    /** The largest part of a worker that it takes of any resource; above 1 if it does not fit. */
    private double share(Map<String, Double> amounts) {
        return amounts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .mapToDouble(entry -> entry.getValue() / capacity(entry.getKey()))
                .max()
                .orElse(0);
    }

    private double capacity(String resource) {
        return switch (resource) {
            case "CPU" -> worker.cpus();
            case "GPU" -> worker.gpus();
            case "memory" -> worker.memory().bytes();
            default -> worker.custom().getOrDefault(resource, 0.0);
        };
    }
}
