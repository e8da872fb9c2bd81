package io.cloudtik.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What somebody who mistyped a word most likely meant. */
public final class Suggestion {

    /** Longer words are not mistyped but something else, and would cost time and memory to compare. */
    private static final int LONGEST = 64;
    private static final int MOST_KNOWN = 1_000;

    private Suggestion() {}

    /** The nearest of the known words, if one is near enough to be meant, or the only one that this one begins. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int limit = Math.max(1, word.length() / 3);
        if (word.length() > LONGEST || known.size() > MOST_KNOWN) {
            return Optional.empty();
        }
        Optional<String> near = known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= limit)
                .filter(candidate -> distance(word, candidate) <= limit)
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
        return near.or(() -> theOnlyOneThatBeginsWith(word + "_", known));
    }

    /** Who writes {@code workspace} means {@code workspace_name}. */
    private static Optional<String> theOnlyOneThatBeginsWith(String beginning, Collection<String> known) {
        List<String> found = known.stream().filter(candidate -> candidate.startsWith(beginning)).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Insertions, deletions, replacements and swaps of neighbours (the optimal string alignment distance). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                cost[i][j] = Math.min(
                        Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
