package dev.bellwether.bench;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Sums up over runs what was due and what arrived.
final class PageTally {
    private long due;
    private long lost;
    private long duplicates;
    private long unmarked;

    /// @param pages the pages that were due in one run
    void add(Set<String> pages, List<PageSinks.Arrived> arrived) {
        due += pages.size();
        Set<String> seen = new HashSet<>();
        Map<String, Integer> unmarkedCopies = new HashMap<>();
        for (PageSinks.Arrived one : arrived) {
            if (!seen.add(one.delivery())) {
                duplicates++;
            }
            if (!one.marked()) {
                unmarkedCopies.merge(one.delivery(), 1, Integer::sum);
            }
        }
        unmarked += unmarkedCopies.values().stream().filter(n -> n > 1).count();
        lost += pages.stream().filter(id -> !seen.contains(id)).count();
    }

    void add(PageTally other) {
        due += other.due;
        lost += other.lost;
        duplicates += other.duplicates;
        unmarked += other.unmarked;
    }

    /// The four sums, as [#written] of them gave them.
    static PageTally read(String written) {
        long[] sums = Stream.of(written.split("/")).mapToLong(Long::parseLong).toArray();
        var tally = new PageTally();
        tally.due = sums[0];
        tally.lost = sums[1];
        tally.duplicates = sums[2];
        tally.unmarked = sums[3];
        return tally;
    }

    String written() {
        return due + "/" + lost + "/" + duplicates + "/" + unmarked;
    }

    long due() {
        return due;
    }

    long lost() {
        return lost;
    }

    long duplicates() {
        return duplicates;
    }

    /// Pages of which two copies came and neither said so.
    long unmarked() {
        return unmarked;
    }

    double duplicateShare() {
        return due == 0 ? 0 : (double) duplicates / due;
    }
}
