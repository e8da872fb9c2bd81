package io.cloudtik.api.spi.state;

import io.cloudtik.api.problem.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * How a state store is reached and by whom. Travels to nodes in a file of mode 0600, never in a record.
 *
 * @param clusterUuid checked on connect: the store of another cluster is refused
 * @param host the head's address
 * @param primaryPort of the durable part
 * @param shardPorts of the volatile part, in the order of their numbers
 * @param account who connects: {@code controller}, or a node id
 */
public record StateAddress(
        String clusterUuid, String host, int primaryPort, List<Integer> shardPorts, String account, Secret password) {

    /** The account that may do everything. */
    public static final String CONTROLLER = "controller";

    public StateAddress {
        Objects.requireNonNull(clusterUuid, "clusterUuid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(password, "password");
        shardPorts = List.copyOf(shardPorts);
        if (shardPorts.isEmpty()) {
            throw new IllegalArgumentException("a state store has at least one shard");
        }
    }

    /** As the text of a properties file, password included: write it with mode 0600 and nowhere else. */
    public String toProperties() {
        return "cluster=" + clusterUuid
                + "\nhost=" + host
                + "\nprimary=" + primaryPort
                + "\nshards=" + shardPorts.stream().map(String::valueOf).collect(Collectors.joining(","))
                + "\naccount=" + account
                + "\npassword=" + escaped(password.reveal())
                + "\n";
    }

    /** So that {@link Properties} reads the same text back. */
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
        return plain.startsWith(" ") ? "\\" + plain : plain;
    }

    /** @throws IllegalArgumentException if the text is not what {@link #toProperties} writes */
    public static StateAddress ofProperties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StateAddress(
                required(properties, "cluster"),
                required(properties, "host"),
                Integer.parseInt(required(properties, "primary")),
                Arrays.stream(required(properties, "shards").split(",")).map(Integer::valueOf).toList(),
                required(properties, "account"),
                Secret.of(required(properties, "password")));
    }

    private static String required(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("a state address needs '" + key + "'");
        }
        return value;
    }
}
