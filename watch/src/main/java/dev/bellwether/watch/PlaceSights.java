package dev.bellwether.watch;

import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The table `place_sight`: how each node sees its places, for the pages of all nodes.
final class PlaceSights {
    private PlaceSights() {}

    /// How one node sees a place.
    record Sight(
            String place,
            Instant seenAt,
            String version,
            Duration lateMedian,
            Duration lateP99,
            Duration clockOffset,
            Duration roundTrip,
            long probes,
            long withoutVote,
            String trouble) {
        /// What two nodes know of one place, in one: the newest, with the worst lateness and all
        /// probes.
        Sight with(Sight other) {
            Sight newest = seenAt.isBefore(other.seenAt()) ? other : this;
            return new Sight(
                    place,
                    newest.seenAt(),
                    newest.version(),
                    longer(lateMedian, other.lateMedian()),
                    longer(lateP99, other.lateP99()),
                    newest.clockOffset(),
                    newest.roundTrip(),
                    probes + other.probes(),
                    withoutVote + other.withoutVote(),
                    newest.trouble());
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) >= 0 ? one : other;
        }
    }

    static void save(Tx tx, String node, List<Sight> sights) {
        for (Sight sight : sights) {
            tx.sql()
                    .createUpdate(
                            """
                            INSERT INTO place_sight (place, node, seen_at, version, late_median, late_p99,
                                clock_offset, round_trip, probes, without_vote, trouble)
                            VALUES (:place, :node, :seen, :version, :median, :p99, :offset, :trip, :probes,
                                :without, :trouble)
                            ON CONFLICT (place, node) DO UPDATE SET seen_at = excluded.seen_at,
                                version = excluded.version, late_median = excluded.late_median,
                                late_p99 = excluded.late_p99, clock_offset = excluded.clock_offset,
                                round_trip = excluded.round_trip, probes = excluded.probes,
                                without_vote = excluded.without_vote, trouble = excluded.trouble
                            """)
                    .bind("place", sight.place())
                    .bind("node", node)
                    .bind("seen", sight.seenAt())
                    .bind("version", sight.version())
                    .bind("median", micros(sight.lateMedian()))
                    .bind("p99", micros(sight.lateP99()))
                    .bind("offset", micros(sight.clockOffset()))
                    .bind("trip", micros(sight.roundTrip()))
                    .bind("probes", sight.probes())
                    .bind("without", sight.withoutVote())
                    .bind("trouble", sight.trouble())
                    .execute();
        }
    }

    /// Forgets what nodes saw that have not told anything since `before`, but not a place's last.
    static void forget(Tx tx, Instant before) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM place_sight WHERE seen_at < :before AND EXISTS (
                            SELECT 1 FROM place_sight s WHERE s.place = place_sight.place
                            AND s.seen_at > place_sight.seen_at)
                        """)
                .bind("before", before)
                .execute();
    }

    static Map<String, Sight> byPlace(Handle sql) {
        var sights = new HashMap<String, Sight>();
        sql.createQuery("SELECT * FROM place_sight ORDER BY place, node")
                .map((rs, context) -> read(rs))
                .forEach(sight -> sights.merge(sight.place(), sight, Sight::with));
        return sights;
    }

    private static Sight read(ResultSet rs) throws SQLException {
        return new Sight(
                rs.getString("place"),
                Micros.toInstant(rs.getLong("seen_at")),
                rs.getString("version"),
                time(rs.getLong("late_median")),
                time(rs.getLong("late_p99")),
                time(rs.getLong("clock_offset")),
                time(rs.getLong("round_trip")),
                rs.getLong("probes"),
                rs.getLong("without_vote"),
                rs.getString("trouble"));
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }

    private static Duration time(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
