package dev.bellwether.server;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.Quarantine;
import dev.bellwether.guard.QuarantineTable;
import dev.bellwether.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/// What is in quarantine, in the relational store, by node: guards of another cluster on the same
/// database have nothing to do with it. The last word about each counts. Safe for several threads.
final class StoredQuarantines implements QuarantineTable {
    private static final String ANY = "*";
    private static final String ONE = "=";

    /// Longer than any holds and is remembered.
    private static final long KEPT_DAYS = 40;

    private final Supplier<Store> store;
    private final UnaryOperator<String> shared;

    /// @param shared a node as all guards call it
    StoredQuarantines(Supplier<Store> store, UnaryOperator<String> shared) {
        this.store = store;
        this.shared = shared;
    }

    @Override
    public List<Quarantine> exchange(List<String> nodes, List<Quarantine> changed) {
        List<String> names = nodes.stream().map(shared).sorted().toList();
        if (changed.isEmpty()) {
            return store.get().read(sql -> all(sql, names));
        }
        return store.get()
                .writeFirst(tx -> {
                    for (String node : names) {
                        changed.forEach(one -> put(tx.sql(), node, one));
                        tx.sql()
                                .createUpdate(
                                        "DELETE FROM guard_quarantine WHERE node = :node AND until < :old")
                                .bind("node", node)
                                .bind("old", micros(tx.now().minus(KEPT_DAYS, ChronoUnit.DAYS)))
                                .execute();
                    }
                    return all(tx.sql(), names);
                });
    }

    private static void put(Handle sql, String node, Quarantine one) {
        sql.createUpdate(
                        """
                        INSERT INTO guard_quarantine
                        (node, kind, value, feature, why, since, until, put_by)
                        VALUES (:node, :kind, :value, :feature, :why, :since, :until, :by)
                        ON CONFLICT (node, kind, value, feature) DO UPDATE SET why = excluded.why,
                        since = excluded.since, until = excluded.until, put_by = excluded.put_by
                        """)
                .bind("node", node)
                .bind("kind", one.of().name())
                .bind("value", one.value())
                .bind("feature", one.feature().map(ONE::concat).orElse(ANY))
                .bind("why", one.why())
                .bind("since", micros(one.since()))
                .bind("until", micros(one.until()))
                .bind("by", one.by().name())
                .execute();
    }

    /// Of all its nodes; what several have counts once.
    private static List<Quarantine> all(Handle sql, List<String> nodes) {
        return sql
                .createQuery(
                        "SELECT * FROM guard_quarantine WHERE node IN (<nodes>) ORDER BY since")
                .bindList("nodes", nodes)
                .map((rs, context) -> read(rs))
                .stream()
                .distinct()
                .toList();
    }

    private static Quarantine read(ResultSet row) throws SQLException {
        String feature = row.getString("feature");
        return new Quarantine(
                Controls.By.valueOf(row.getString("kind")),
                row.getString("value"),
                feature.equals(ANY) ? Optional.empty() : Optional.of(feature.substring(1)),
                row.getString("why"),
                instant(row.getLong("since")),
                instant(row.getLong("until")),
                Quarantine.Who.valueOf(row.getString("put_by")),
                true);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
