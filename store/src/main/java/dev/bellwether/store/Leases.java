package dev.bellwether.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/// Named rights to do a thing, held by one node for a time. Safe for many threads.
///
/// No two machines' clocks are compared. A holder that lives changes its row at every renewal;
/// whoever wants the lease watches the row, and takes it when it has stood still for a whole term
/// *by its own clock*, or at once from a node that is known to be gone ([Nodes]). Who did not look
/// for that long (it was stopped, or the database was gone) begins to watch anew, so that nobody
/// loses a lease by what others missed. `until` is shown to people and decides nothing.
///
/// A holder must renew several times a term, and stop what it does when it could not for a term.
/// Everybody who wants a lease must ask for it with the same term.
public final class Leases {
    private record Row(String name, String holder, long until) {}

    /// A foreign row, since when it has been seen unchanged, and when it was last looked at.
    private record Seen(Row row, Instant since, Instant looked) {}

    private final Store store;
    private final ConcurrentHashMap<String, Seen> watched = new ConcurrentHashMap<>();

    Leases(Store store) {
        this.store = store;
    }

    /// Takes or prolongs the lease `name` for `holder`. False when somebody else holds it.
    public boolean acquire(String name, String holder, Duration term) {
        return !acquire(Set.of(name), holder, term).isEmpty();
    }

    /// Takes or prolongs all of these leases that can be had, in one transaction.
    ///
    /// @return the names that `holder` has now
    public Set<String> acquire(Collection<String> names, String holder, Duration term) {
        List<String> sorted = names.stream().distinct().sorted().toList();
        return sorted.isEmpty()
                ? Set.of()
                : store.writeFirst(tx -> {
                    if (holder.equals(store.nodes().me())) {
                        // What it holds it loses when it seems dead: so both are kept up together.
                        store.nodes().beat(tx);
                    }
                    Map<String, Row> rows = rows(tx.sql(), sorted);
                    var held = new HashSet<String>();
                    for (String name : sorted) {
                        Row row = rows.getOrDefault(name, new Row(name, "", 0));
                        boolean free =
                                row.holder().isEmpty()
                                        || row.holder().equals(holder)
                                        || store.nodes().isGone(row.holder())
                                        || hasStoodStill(row, term, tx.now());
                        if (free && take(tx, row, holder, term)) {
                            held.add(name);
                        }
                    }
                    return held;
                });
    }

    /// Gives the lease back, if `holder` has it.
    public void release(String name, String holder) {
        release(Set.of(name), holder);
    }

    /// Gives these leases back, those of them that `holder` has.
    public void release(Collection<String> names, String holder) {
        if (!names.isEmpty()) {
            store.writeFirst(tx ->
                    tx.sql()
                            .createUpdate(
                                    "DELETE FROM lease WHERE name IN (<names>) AND holder = :holder")
                            .bindList("names", names.stream().sorted().toList())
                            .bind("holder", holder)
                            .execute());
        }
    }

    /// Whether `holder` still has the lease, read inside a transaction: work that must not be done
    /// by one who lost it is fenced so.
    public static boolean isHeld(Tx tx, String name, String holder) {
        return tx.sql()
                .createQuery("SELECT holder FROM lease WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .filter(holder::equals)
                .isPresent();
    }

    private static Map<String, Row> rows(Handle sql, List<String> names) {
        var rows = new HashMap<String, Row>();
        sql.createQuery("SELECT name, holder, until FROM lease WHERE name IN (<names>)")
                .bindList("names", names)
                .map((rs, context) ->
                        new Row(rs.getString("name"), rs.getString("holder"), rs.getLong("until")))
                .forEach(row -> rows.put(row.name(), row));
        return rows;
    }

    private boolean hasStoodStill(Row row, Duration term, Instant now) {
        Seen seen =
                watched.compute(
                        row.name(),
                        (name, before) ->
                                before == null
                                                || !before.row().equals(row)
                                                || before.looked().plus(term).isBefore(now)
                                        ? new Seen(row, now, now)
                                        : new Seen(row, before.since(), now));
        return !seen.since().plus(term).isAfter(now);
    }

    /// Only the row that was looked at is taken: of several who find it free one gets it. A renewal
    /// always changes the row, also when the clock stands.
    private static boolean take(Tx tx, Row seen, String holder, Duration term) {
        return tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO lease (name, holder, until) VALUES (:name, :holder, :until)
                                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                                WHERE lease.holder = :seen AND lease.until = :seenUntil
                                """)
                        .bind("name", seen.name())
                        .bind("holder", holder)
                        .bind("until", Math.max(Micros.of(tx.now().plus(term)), seen.until() + 1))
                        .bind("seen", seen.holder())
                        .bind("seenUntil", seen.until())
                        .execute()
                == 1;
    }
}
