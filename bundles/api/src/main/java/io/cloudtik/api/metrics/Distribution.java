package io.cloudtik.api.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often values were seen within bounds.
 *
 * @param bounds upper bounds, rising, without the infinite one
 * @param counts how many values were at most each bound and above the one before; one more for those above all bounds
 * @param sum of all values
 */
public record Distribution(List<Double> bounds, List<Long> counts, double sum) {

    public Distribution {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        if (counts.size() != bounds.size() + 1) {
            throw new IllegalArgumentException(bounds.size() + " bounds make " + (bounds.size() + 1) + " counts, not " + counts.size());
        }
        for (int i = 1; i < bounds.size(); i++) {
            if (bounds.get(i) <= bounds.get(i - 1)) {
                throw new IllegalArgumentException("bounds rise: " + bounds);
            }
        }
    }

    /** As Prometheus wants it: each bucket counts all values up to its bound. */
    List<Sample> samples(Map<String, String> labels) {
        List<Sample> samples = new ArrayList<>();
        long upToHere = 0;
        for (int i = 0; i < counts.size(); i++) {
            upToHere += counts.get(i);
            Map<String, String> bucket = new HashMap<>(labels);
            bucket.put("le", i < bounds.size() ? bounds.get(i).toString() : "+Inf");
            samples.add(new Sample("_bucket", bucket, upToHere));
        }
        samples.add(new Sample("_sum", labels, sum));
        samples.add(new Sample("_count", labels, upToHere));
        return samples;
    }
}
