package dev.bellwether.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// "Did you mean": the known word nearest to one that is not known. Pure.
public final class Nearest {
    private Nearest() {}

    /// Empty when no known word is near.
    public static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= 2 + word.length() / 4);
    }

    /// Levenshtein: insertions, deletions and exchanges that lead from one to the other.
    public static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchange = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchange, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
