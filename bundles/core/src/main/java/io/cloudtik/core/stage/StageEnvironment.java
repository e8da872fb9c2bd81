package io.cloudtik.core.stage;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a user's commands find in their environment: the original's variables, and the user's own over them. */
public final class StageEnvironment {

    private StageEnvironment() {}

    /**
     * @param slot the number of the node's slot; the head's sequence number is 1 and a worker's one more than its slot's
     */
    public static Map<String, String> of(ClusterSpec spec, NodeIdentity node, int slot) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CLOUDTIK_WORKSPACE", node.workspace().value());
        environment.put("CLOUDTIK_CLUSTER", node.cluster().value());
        environment.put("CLOUDTIK_PROVIDER_TYPE", spec.provider());
        environment.put("CLOUDTIK_RUNTIMES", spec.runtimes(node.type()).stream()
                .map(runtime -> runtime.name())
                .collect(Collectors.joining(",")));
        environment.put("CLOUDTIK_HEAD_IP", node.headAddress());
        environment.put("CLOUDTIK_HEAD_HOST", node.headAddress());
        environment.put("CLOUDTIK_NODE_ID", node.node().value());
        environment.put("CLOUDTIK_NODE_IP", node.address());
        environment.put("CLOUDTIK_NODE_HOST", node.address());
        environment.put("CLOUDTIK_NODE_TYPE", node.type().value());
        environment.put("CLOUDTIK_NODE_KIND", node.kind().name().toLowerCase(Locale.ROOT));
        environment.put("CLOUDTIK_NODE_SEQ_ID", String.valueOf(node.kind() == NodeKind.HEAD ? 1 : slot + 1));
        environment.putAll(spec.environment(node.type()));
        return environment;
    }
}
