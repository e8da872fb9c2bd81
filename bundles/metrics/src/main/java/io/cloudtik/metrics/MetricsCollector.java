package io.cloudtik.metrics;

import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.MetricsSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all sources, one scrape at a time. What is wrong with one of them costs nothing but its own metrics. */
final class MetricsCollector {

    private static final Logger log = LoggerFactory.getLogger(MetricsCollector.class);

    private final List<MetricsSource> sources;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    MetricsCollector(List<MetricsSource> sources) {
        this.sources = List.copyOf(sources);
    }

    synchronized List<Metric> collect() {
        List<Metric> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (MetricsSource source : sources) {
            for (Metric metric : ask(source)) {
                if (names.add(metric.name())) {
                    all.add(metric);
                } else {
                    tell("two sources tell " + metric.name() + "; what " + source.getClass().getName() + " says of it is left out");
                }
            }
        }
        return all;
    }

    private List<Metric> ask(MetricsSource source) {
        try {
            return source.metrics();
        } catch (RuntimeException e) {
            tell("no metrics of " + source.getClass().getName() + ": " + e);
            return List.of();
        }
    }

    /** Once: a scrape comes every few seconds. */
    private void tell(String trouble) {
        if (told.add(trouble)) {
            log.warn("{}", trouble);
        }
    }
}
