package io.cloudtik.api.metrics;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows numbers about some part of the platform. Register it as a service in a container of a node, and what it answers is
 * part of {@code http://<address of the node>:44217/metrics}.
 */
@ConsumerType
public interface MetricsSource {

    /**
     * The present values. Called once for each scrape, on a thread of the exporter, by one thread at a time; it should answer
     * within milliseconds, so it must not wait for another machine. Two sources do not tell metrics of one name. A source that
     * throws is left out of that scrape, and the log says so.
     */
    List<Metric> metrics();
}
