package io.cloudtik.api.spi.state;

import java.util.Objects;

/**
 * A value as read.
 *
 * @param version counts its writes, from 1
 */
public record StateValue(String text, long version) {

    public StateValue {
        Objects.requireNonNull(text, "text");
    }
}
