package dev.bellwether.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What kind of fact each of the newest [#KEPT] lines is, as the one process that writes lines
/// knows it without asking. Filled in the order of commits. Safe for many threads.
final class Tail {
    static final int KEPT = 8_192;

    /// How far a reader may pass on.
    ///
    /// @param passed the last line before the first that concerns it, or the last of all
    /// @param isFound whether one concerns it
    record Look(long passed, boolean isFound) {}

    private final String[] kinds = new String[KEPT];
    private long first = 1;
    private long last;

    /// @param seq of the last of them
    synchronized void add(long seq, List<String> added) {
        long begin = seq - added.size() + 1;
        if (begin != last + 1) {
            first = begin;
        }
        for (int i = 0; i < added.size(); i++) {
            kinds[(int) ((begin + i) % KEPT)] = added.get(i);
        }
        last = seq;
        first = Math.max(first, last - KEPT + 1);
    }

    /// Empty when a line after number `after` is not known.
    synchronized Optional<Look> after(long after, Predicate<String> concerns) {
        if (last == 0 || after + 1 < first) {
            return Optional.empty();
        }
        for (long seq = after + 1; seq <= last; seq++) {
            if (concerns.test(kinds[(int) (seq % KEPT)])) {
                return Optional.of(new Look(seq - 1, true));
            }
        }
        return Optional.of(new Look(Math.max(after, last), false));
    }
}
