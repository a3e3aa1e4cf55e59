package dev.bellwether.console;

import java.util.List;

/// Parts of a list that is in memory whole.
final class Paging {
    private Paging() {}

    /// The parameter `from` of the address: 0 when it is missing or no sensible number.
    static int from(Visit visit) {
        String text = visit.query("from");
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    static <T> List<T> cut(List<T> all, int from, int size) {
        int begin = Math.min(from, all.size());
        return List.copyOf(all.subList(begin, Math.min(begin + size, all.size())));
    }
}
