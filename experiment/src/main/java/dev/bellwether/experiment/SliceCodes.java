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

    private final List<Map<String, Short>> codes = new ArrayList<>();

    SliceCodes(Campaign campaign) {
        campaign.slices().forEach(_ -> codes.add(new HashMap<>()));
    }

    /// Gives each value in the table `shown` that is new a code, the commonest first, and puts all
    /// into the table `codes`.
    void learn(EventSession session, int slice) throws SQLException {
        Map<String, Short> known = codes.get(slice);
        String values =
                "SELECT cut FROM (SELECT coalesce(cut[%d], '') AS cut FROM shown) GROUP BY cut ORDER BY count(*) DESC, cut LIMIT %d"
                        .formatted(slice + 1, MOST);
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(values)) {
            while (row.next() && known.size() < MOST) {
                known.putIfAbsent(row.getString(1), (short) (known.size() + 1));
            }
        }
        session.execute("CREATE OR REPLACE TEMP TABLE codes (text VARCHAR, code SMALLINT)");
        try (var rows = session.connection().createAppender("temp", "main", "codes")) {
            for (var one : known.entrySet()) {
                rows.beginRow().append(one.getKey()).append((short) one.getValue()).endRow();
            }
        }
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
