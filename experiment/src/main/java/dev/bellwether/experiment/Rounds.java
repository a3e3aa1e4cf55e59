package dev.bellwether.experiment;

import java.util.List;
import java.util.stream.IntStream;

/// Whose turn it is when not all can have it at once: so many of a list, and at the next call those
/// who follow. Of one thread.
final class Rounds {
    private final int most;
    private int from;

    /// @param most who have their turn at once
    Rounds(int most) {
        this.most = most;
    }

    /// @param all in the same order each time; some may have come and some gone
    <T> List<T> next(List<T> all) {
        int count = Math.min(most, all.size());
        int first = from < all.size() ? from : 0;
        from = count == 0 ? 0 : (first + count) % all.size();
        return IntStream.range(first, first + count)
                .mapToObj(i -> all.get(i % all.size()))
                .toList();
    }
}
