package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// When each job last reported in: in memory at once, in the table `heartbeat` soon after. Safe for
/// many threads.
final class Heartbeats {
    /// Time in which a beat that another node took is known to this one, at the latest.
    private static final Duration BETWEEN_NODES = Duration.ofSeconds(5);

    private record Beat(OrganizationId organization, Instant at) {}

    private final ConcurrentHashMap<CheckId, Instant> last = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<CheckId, Beat> unwritten = new ConcurrentHashMap<>();

    private volatile boolean shared;

    /// Other nodes take beats too.
    void share() {
        shared = true;
    }

    /// By how much later than it is due a beat may become known here.
    Duration allowance() {
        return shared ? BETWEEN_NODES : Duration.ZERO;
    }

    void beat(OrganizationId organization, CheckId check, Instant at) {
        last.merge(check, at, Heartbeats::later);
        unwritten.put(check, new Beat(organization, at));
    }

    Optional<Instant> last(CheckId check) {
        return Optional.ofNullable(last.get(check));
    }

    void forget(CheckId check) {
        last.remove(check);
        unwritten.remove(check);
    }

    /// Takes in what this and other nodes wrote.
    void load(Store store) {
        Map<CheckId, Instant> stored =
                store.read(sql -> {
                    var rows = new HashMap<CheckId, Instant>();
                    sql.createQuery("SELECT check_id, last_beat FROM heartbeat")
                            .map((rs, context) ->
                                    Map.entry(
                                            new CheckId(rs.getString("check_id")),
                                            dev.bellwether.store.Micros.toInstant(
                                                    rs.getLong("last_beat"))))
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
        Map<CheckId, Beat> taken = Map.copyOf(unwritten);
        store.run(tx -> {
            var batch =
                    tx.sql()
                            .prepareBatch(
                                    """
                                    INSERT INTO heartbeat (check_id, organization, last_beat)
                                    VALUES (:check, :organization, :at)
                                    ON CONFLICT (check_id) DO UPDATE SET last_beat = excluded.last_beat
                                    WHERE heartbeat.last_beat < excluded.last_beat
                                    """);
            taken.forEach((check, beat) ->
                    batch.bind("check", check)
                            .bind("organization", beat.organization())
                            .bind("at", beat.at())
                            .add());
            batch.execute();
        });
        taken.forEach(unwritten::remove);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
