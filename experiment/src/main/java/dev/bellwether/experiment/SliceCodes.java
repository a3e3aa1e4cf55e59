package dev.bellwether.experiment;

import dev.bellwether.analytics.EventSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A number for each value of each slice, so that a visitor's state has two bytes of it. Values
/// beyond the most share 0 and cannot be asked for.
final class SliceCodes {
    static final int MOST = 10_000;

    /// Of one code, and codes that are packed together: a double keeps 53 bits of a whole number.
    static final int BITS = 14;

    static final int GROUP = 3;

    private final List<Map<String, Short>> codes = new ArrayList<>();

    SliceCodes(Campaign campaign) {
        campaign.slices().forEach(_ -> codes.add(new HashMap<>()));
    }

    /// Gives each value that is new a code, the commonest first, and puts all into the tables
    /// `codes0`, `codes1`, …
    ///
    /// @param from a table of columns `s0`, `s1`, … (values) and `times`
    void learn(EventSession session, String from) throws SQLException {
        for (int slice = 0; slice < codes.size(); slice++) {
            learn(session, from, slice, codes.get(slice));
        }
    }

    private static void learn(
            EventSession session, String from, int slice, Map<String, Short> known)
            throws SQLException {
        String values =
                "SELECT s%1$d FROM %3$s GROUP BY s%1$d ORDER BY sum(times) DESC, s%1$d LIMIT %2$d"
                        .formatted(slice, MOST, from);
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(values)) {
            while (row.next() && known.size() < MOST) {
                known.putIfAbsent(row.getString(1), (short) (known.size() + 1));
            }
        }
        String table = "codes" + slice;
        session.execute("CREATE OR REPLACE TEMP TABLE " + table + " (text VARCHAR, code BIGINT)");
        try (var rows = session.connection().createAppender("temp", "main", table)) {
            for (var one : known.entrySet()) {
                rows.beginRow().append(one.getKey()).append((long) one.getValue()).endRow();
            }
        }
    }

    /// How many groups of slices there are, at least one.
    static int groups(Campaign campaign) {
        return Math.max(1, Math.ceilDiv(campaign.slices().size(), GROUP));
    }

    /// A slice's code in the packed codes of its group.
    static short code(long packed, int slice) {
        return (short) (packed >> BITS * (slice % GROUP) & (1 << BITS) - 1);
    }

    short of(int slice, String value) {
        return codes.get(slice).getOrDefault(value, (short) 0);
    }

    /// Whether a value that has no code may nevertheless be one that somebody has.
    boolean isHidden(int slice, String value) {
        return codes.get(slice).size() >= MOST && !codes.get(slice).containsKey(value);
    }

    /// The values, by their codes less one.
    List<String> values(int slice) {
        String[] values = new String[codes.get(slice).size()];
        codes.get(slice).forEach((value, code) -> values[code - 1] = value);
        return List.of(values);
    }
}
