package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the references of a cluster stand for. The tree of settings keeps the references; only what providers, runtimes and
 * nodes are given has the values. Travels from the client to the head beside the tree, and is kept there in a file of its
 * own with mode 0600.
 *
 * @param values by the text of the reference
 */
public record SecretValues(Map<String, String> values) {

    public static final SecretValues NONE = new SecretValues(Map.of());

    public SecretValues {
        values = Map.copyOf(values);
    }

    /** These and others; for a reference of both the other's value. */
    public SecretValues and(SecretValues others) {
        Map<String, String> both = new LinkedHashMap<>(values);
        both.putAll(others.values);
        return new SecretValues(both);
    }

    /** The specification with values in place of references, but for its tree. */
    public ClusterSpec reveal(ClusterSpec spec) {
        if (values.isEmpty()) {
            return spec;
        }
        List<NodeTypeSpec> types = spec.nodeTypes().stream()
                .map(type -> new NodeTypeSpec(
                        type.name(), type.kind(), type.minWorkers(), type.maxWorkers(), type.resources(),
                        reveal(type.nodeConfig()), type.commands(), reveal(type.runtime())))
                .toList();
        List<RuntimeSpec> runtimes = spec.runtimes().stream()
                .map(runtime -> new RuntimeSpec(runtime.name(), reveal(runtime.settings())))
                .toList();
        Map<String, String> environment = new LinkedHashMap<>();
        spec.environment().forEach((name, text) -> environment.put(name, values.getOrDefault(text, text)));
        return new ClusterSpec(
                spec.workspace(), spec.name(), spec.provider(), reveal(spec.providerSettings()), spec.auth(), types,
                spec.maxWorkers(), runtimes, environment, spec.files(), spec.retries(), spec.java(), spec.settings());
    }

    /** The settings with values in place of references. */
    public Settings reveal(Settings settings) {
        return values.isEmpty() ? settings : settings.mapTexts(text -> values.getOrDefault(text, text));
    }

    @Override
    public String toString() {
        return "SecretValues" + values.keySet();
    }
}
