package io.cloudtik.provider.local.folder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * A node as it stands; its file is the truth about it.
 *
 * @param hostKey the public host key in OpenSSH form
 * @param reason why it stands where it stands; else empty
 */
public record NodeRecord(
        String id, NodeOrder order, State state, String address, int port, Instant launchedAt, String hostKey, String reason) {

    public enum State { RUNNING, TERMINATING, TERMINATED }

    /** The id follows from the token alone: whatever happens in between, the same token can only give the same node. */
    public static String idOf(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return "local-" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public NodeRecord with(State newState, String newReason) {
        return new NodeRecord(id, order, newState, address, port, launchedAt, hostKey, newReason);
    }

    public String toText() {
        Map<String, String> values = order.toProperties();
        values.put("id", id);
        values.put("state", state.name());
        values.put("address", address);
        values.put("port", String.valueOf(port));
        values.put("launched_at", launchedAt.toString());
        values.put("host_key", hostKey);
        values.put("reason", reason);
        return PropertiesText.format(values);
    }

    /** @throws IllegalArgumentException if the text is no record of a node */
    public static NodeRecord parse(String text) {
        Map<String, String> values = PropertiesText.parse(text);
        return new NodeRecord(
                NodeOrder.required(values, "id"),
                NodeOrder.fromProperties(values),
                State.valueOf(NodeOrder.required(values, "state")),
                NodeOrder.required(values, "address"),
                Integer.parseInt(NodeOrder.required(values, "port")),
                Instant.parse(NodeOrder.required(values, "launched_at")),
                NodeOrder.required(values, "host_key"),
                NodeOrder.required(values, "reason"));
    }
}
