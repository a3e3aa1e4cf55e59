package dev.bellwether.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a guard's sign of life makes of a node's rows. Pure; to be run where nobody else writes
/// them meanwhile.
///
/// *No row grows but out of what is free.* What a guard gives up is free once its row says so, and
/// it went down before. What a silent guard had is free once another has seen that it may not use
/// it any more.
public final class PartBook {
    private PartBook() {}

    /// @param rows of the beat's node
    /// @return all of them as they are then; the same when the beat came too late
    public static List<PartRow> after(List<PartRow> rows, PartBeat beat) {
        var all = new TreeMap<String, PartRow>();
        rows.forEach(row -> all.put(row.guard(), row));
        PartRow mine =
                all.getOrDefault(
                        beat.guard(),
                        new PartRow(
                                beat.node(), beat.guard(), beat.home(), beat.whole(), 0, 0, 0, -1));
        if (mine.beat() >= beat.number()) {
            return rows;
        }
        beat.lapsed().forEach(lapsed -> lapse(all, beat.guard(), lapsed));
        long bytes = Math.min(mine.bytes(), beat.most());
        all.put(beat.guard(), mine(beat, bytes));
        long more = Math.min(target(all.values(), beat.guard()) - bytes, free(all.values()));
        all.put(beat.guard(), mine(beat, bytes + Math.max(0, more)));
        return List.copyOf(all.values());
    }

    private static void lapse(Map<String, PartRow> all, String by, PartBeat.Lapsed lapsed) {
        PartRow row = all.get(lapsed.guard());
        if (row == null || row.beat() != lapsed.beat() || row.guard().equals(by)) {
            return;
        }
        PartRow left = row.left(lapsed.left());
        if (left.bytes() == 0) {
            all.remove(row.guard());
        } else {
            all.put(row.guard(), left);
        }
    }

    private static PartRow mine(PartBeat beat, long bytes) {
        return new PartRow(
                beat.node(),
                beat.guard(),
                beat.home(),
                beat.whole(),
                bytes,
                Math.min(beat.keep(), bytes),
                beat.wanted(),
                beat.number());
    }

    /// Bytes that all of them may have together; where they disagree, the least.
    static long whole(Iterable<PartRow> rows) {
        long whole = Long.MAX_VALUE;
        for (PartRow row : rows) {
            whole = Math.min(whole, row.whole());
        }
        return whole;
    }

    /// Bytes that nobody has; below 0 where they came to disagree about the whole.
    static long free(Iterable<PartRow> rows) {
        long free = whole(rows);
        for (PartRow row : rows) {
            free -= row.bytes();
        }
        return free;
    }

    static long target(Iterable<PartRow> rows, String guard) {
        return targets(rows).getOrDefault(guard, 0L);
    }

    static Map<String, Long> targets(Iterable<PartRow> rows) {
        var wanted = new HashMap<String, Long>();
        rows.forEach(row -> wanted.put(row.guard(), row.wanted()));
        return targets(rows, wanted);
    }

    /// What this guard would get if it wanted all.
    static long reach(Iterable<PartRow> rows, String guard) {
        var wanted = new HashMap<String, Long>();
        rows.forEach(row -> wanted.put(row.guard(), row.wanted()));
        wanted.put(guard, whole(rows));
        return targets(rows, wanted).getOrDefault(guard, 0L);
    }

    /// Who is silent is left what it has, and the others share the rest.
    private static Map<String, Long> targets(Iterable<PartRow> rows, Map<String, Long> wanted) {
        long whole = whole(rows);
        var silent = new HashMap<String, Long>();
        for (PartRow row : rows) {
            if (wanted.getOrDefault(row.guard(), 0L) < 0) {
                silent.put(row.guard(), row.bytes());
                whole -= row.bytes();
            }
        }
        wanted.keySet().removeAll(silent.keySet());
        var targets = new HashMap<>(PartSplit.of(Math.max(0, whole), wanted));
        targets.putAll(silent);
        return targets;
    }

    /// What the others should have and neither have nor find free, bytes.
    static long lacking(Iterable<PartRow> rows, String guard) {
        Map<String, Long> targets = targets(rows);
        long lacking = -free(rows);
        for (PartRow row : rows) {
            if (!row.guard().equals(guard)) {
                lacking += Math.max(0, targets.getOrDefault(row.guard(), 0L) - row.bytes());
            }
        }
        return Math.max(0, lacking);
    }
}
