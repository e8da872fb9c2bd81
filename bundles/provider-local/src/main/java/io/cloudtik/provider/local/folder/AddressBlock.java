package io.cloudtik.provider.local.folder;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The loopback addresses of a workspace's nodes: 254 of its own where the system has all of 127.0.0.0/8, else the one
 * address that all nodes share.
 *
 * @param prefix the first three bytes, such as {@code 127.77.5}; empty for the one address
 */
public record AddressBlock(Optional<String> prefix) {

    private static final Pattern WHOLE = Pattern.compile("(127\\.\\d{1,3}\\.\\d{1,3})\\.0/24");
    private static final String ONE_ADDRESS = "127.0.0.1/32";

    /** Blocks are taken from 127.64.0.0 to 127.127.255.0, far from what people write by hand. */
    public static final int COUNT = 64 * 256;

    public static AddressBlock ofIndex(int index) {
        return new AddressBlock(Optional.of("127." + (64 + index / 256) + "." + index % 256));
    }

    public static AddressBlock oneAddress() {
        return new AddressBlock(Optional.empty());
    }

    /** @throws IllegalArgumentException if the text is no address block */
    public static AddressBlock parse(String text) {
        if (text.equals(ONE_ADDRESS)) {
            return oneAddress();
        }
        Matcher matcher = WHOLE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no address block");
        }
        return new AddressBlock(Optional.of(matcher.group(1)));
    }

    public boolean isShared() {
        return prefix.isEmpty();
    }

    public List<String> addresses() {
        return prefix.map(first -> IntStream.rangeClosed(1, 254).mapToObj(last -> first + "." + last).toList())
                .orElse(List.of("127.0.0.1"));
    }

    @Override
    public String toString() {
        return prefix.map(first -> first + ".0/24").orElse(ONE_ADDRESS);
    }
}
