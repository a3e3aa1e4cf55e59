package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each form of query took, by the feature and release that sent it. Safe for several threads.
///
/// At most [#MOST] are kept; the one that was not seen for longest is forgotten for a new one, and
/// counted.
public final class Releases {
    public static final int MOST = 10_000;

    private final LinkedHashMap<Key, ReleasesRow> rows = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<QueryUse.End, Long> ends = new EnumMap<>(QueryUse.End.class);
    private long forgotten;

    private record Key(long fingerprint, String feature, String release) {}

    /// What a form took under a release, so far.
    ///
    /// @param queries that came, those refused too
    /// @param outOfMemory ran out of their cap
    /// @param spilled were seen to go to disk
    /// @param spillsKnown of which it is known whether they did: that were seen on a node that
    ///   tells
    /// @param rows read, of all
    /// @param median of peaks, bytes; like the others rounded up by less than a fifth; 0 when no
    ///   peak is known
    /// @param highest peak, exact
    /// @param byteSeconds peaks times how long they took
    public record Line(
            long fingerprint,
            String text,
            String feature,
            String release,
            long queries,
            long refused,
            long outOfMemory,
            long failed,
            long spilled,
            long spillsKnown,
            long rows,
            long median,
            long p99,
            long highest,
            double byteSeconds,
            Instant since,
            Instant lastSeen) {}

    public synchronized void ended(QueryUse use, Instant now) {
        ends.merge(use.end(), 1L, Long::sum);
        var key = new Key(use.fingerprint(), use.origin().feature(), use.origin().release());
        ReleasesRow row = rows.get(key);
        if (row == null) {
            if (rows.size() == MOST) {
                rows.pollFirstEntry();
                forgotten++;
            }
            row = new ReleasesRow(use.text(), now);
            rows.put(key, row);
        }
        row.add(use, now);
    }

    /// Those seen within `window` before `now`, the most byte-seconds first.
    ///
    /// @param most at least 1
    public synchronized List<Line> heaviest(Duration window, int most, Instant now) {
        Instant from = now.minus(window);
        return rows.entrySet().stream()
                .filter(entry -> !entry.getValue().lastSeen().isBefore(from))
                .map(entry ->
                        entry.getValue()
                                .line(
                                        entry.getKey().fingerprint(),
                                        entry.getKey().feature(),
                                        entry.getKey().release()))
                .sorted(Comparator.comparing(Line::byteSeconds).reversed())
                .limit(most)
                .toList();
    }

    /// Queries that ended so, also of what was forgotten.
    public synchronized long ended(QueryUse.End so) {
        return ends.getOrDefault(so, 0L);
    }

    public synchronized int size() {
        return rows.size();
    }

    public synchronized long forgotten() {
        return forgotten;
    }
}
