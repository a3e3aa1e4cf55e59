package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// When each job last reported in: in memory at once, in the table `heartbeat` soon after. Safe for
/// many threads.
final class Heartbeats {
    /// Time in which a beat that another node took is known to this one, at the latest.
    private static final Duration BETWEEN_NODES = Duration.ofSeconds(5);

    private record Unwritten(OrganizationId organization, Beat beat) {}

    private final ConcurrentHashMap<CheckId, Beat> last = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<CheckId, Unwritten> unwritten = new ConcurrentHashMap<>();

    private volatile boolean shared;

    /// Other nodes take beats too.
    void share() {
        shared = true;
    }

    /// By how much later than it is due a beat may become known here.
    Duration allowance() {
        return shared ? BETWEEN_NODES : Duration.ZERO;
    }

    void beat(OrganizationId organization, CheckId check, Beat beat) {
        last.merge(check, beat, Heartbeats::later);
        unwritten.put(check, new Unwritten(organization, beat));
    }

    Optional<Beat> last(CheckId check) {
        return Optional.ofNullable(last.get(check));
    }

    void forget(CheckId check) {
        last.remove(check);
        unwritten.remove(check);
    }

    /// Takes in what this and other nodes wrote.
    void load(Store store) {
        Map<CheckId, Beat> stored =
                store.read(sql -> {
                    var rows = new HashMap<CheckId, Beat>();
                    sql.createQuery(
                                    """
                                    SELECT check_id, last_beat,
                                           CASE WHEN failed_at = last_beat THEN failure END AS failure
                                    FROM heartbeat
                                    """)
                            .map((rs, context) ->
                                    Map.entry(
                                            new CheckId(rs.getString("check_id")),
                                            new Beat(
                                                    Micros.toInstant(rs.getLong("last_beat")),
                                                    Optional.ofNullable(rs.getString("failure")))))
                            .forEach(row -> rows.put(row.getKey(), row.getValue()));
                    return rows;
                });
        stored.forEach((check, at) -> last.merge(check, at, Heartbeats::later));
    }

    /// Writes what is new. What cannot be written stays for the next time.
    void flush(Store store) {
        if (unwritten.isEmpty()) {
            return;
        }
        Map<CheckId, Unwritten> taken = Map.copyOf(unwritten);
        store.run(tx -> {
            var batch =
                    tx.sql()
                            .prepareBatch(
                                    """
                                    INSERT INTO heartbeat (check_id, organization, last_beat, failed_at, failure)
                                    VALUES (:check, :organization, :at, :failed, :failure)
                                    ON CONFLICT (check_id) DO UPDATE SET last_beat = excluded.last_beat,
                                        failed_at = excluded.failed_at, failure = excluded.failure
                                    WHERE heartbeat.last_beat <= excluded.last_beat
                                    """);
            taken.forEach((check, each) -> {
                Beat beat = each.beat();
                batch.bind("check", check)
                        .bind("organization", each.organization())
                        .bind("at", beat.at())
                        .bindByType(
                                "failed",
                                beat.failure().map(_ -> Micros.of(beat.at())).orElse(null),
                                Long.class)
                        .bindByType("failure", beat.failure().orElse(null), String.class)
                        .add();
            });
            batch.execute();
        });
        taken.forEach(unwritten::remove);
    }

    private static Beat later(Beat a, Beat b) {
        return a.at().isAfter(b.at()) ? a : b;
    }
}
