package io.cloudtik.core.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a node was set up with, or is to be: a short hash for each part. It is recorded with the node, so that a change of
 * the wish is seen, and can be named, without asking the node.
 *
 * @param text {@code part:hash} pairs, separated by blanks; empty for a node about which nothing is known
 */
public record SetUpMark(String text) {

    public static final SetUpMark UNKNOWN = new SetUpMark("");

    public SetUpMark {
        Objects.requireNonNull(text, "text");
    }

    static SetUpMark of(Map<String, String> parts) {
        List<String> pairs = new ArrayList<>();
        parts.forEach((part, hash) -> pairs.add(part + ":" + hash.substring(0, 8)));
        return new SetUpMark(String.join(" ", pairs));
    }

    /** The parts in which the other differs, in the order of a set-up: {@code [files, setup]}. */
    public List<String> differences(SetUpMark other) {
        Map<String, String> mine = parts();
        Map<String, String> others = other.parts();
        List<String> changed = new ArrayList<>();
        mine.forEach((part, hash) -> {
            if (!hash.equals(others.get(part))) {
                changed.add(part);
            }
        });
        return changed;
    }

    private Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String pair : text.split(" ")) {
            int colon = pair.indexOf(':');
            if (colon > 0) {
                parts.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
        }
        return parts;
    }
}
