package dev.bellwether.guard;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who should have how much of a node: max-min fair. Each gets what it wants as long as that is no
/// more than an equal share of what the more modest have left (progressive filling: Bertsekas and
/// Gallager, "Data Networks", 1992, 6.5.2). What nobody wants is shared equally, so that a query
/// that comes to an idle guard need not wait.
final class PartSplit {
    private PartSplit() {}

    /// @param whole bytes to be shared out
    /// @param wanted bytes, by guard
    static Map<String, Long> of(long whole, Map<String, Long> wanted) {
        var parts = new HashMap<String, Long>();
        long left = whole;
        List<Map.Entry<String, Long>> modest =
                wanted.entrySet().stream()
                        .sorted(
                                Comparator.comparingLong(Map.Entry<String, Long>::getValue)
                                        .thenComparing(Map.Entry::getKey))
                        .toList();
        int others = modest.size();
        for (Map.Entry<String, Long> one : modest) {
            long part = Math.min(one.getValue(), left / others--);
            parts.put(one.getKey(), part);
            left -= part;
        }
        long each = left / Math.max(1, parts.size());
        parts.replaceAll((_, part) -> part + each);
        return parts;
    }
}
