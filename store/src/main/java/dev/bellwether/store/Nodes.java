package dev.bellwether.store;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Who shares this database. Each node raises the beat of its row; a node whose beat has stood
/// still for [#TERM] by the watcher's own clock is gone, so clocks need not agree. Safe for many
/// threads.
public final class Nodes implements Job {
    /// A node that gives no sign of life for this long is gone.
    public static final Duration TERM = Duration.ofSeconds(6);

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration RECENTLY = Duration.ofMinutes(1);
    private static final Duration FORGET_AFTER = Duration.ofHours(1);
    private static final int MOST = 200;

    private record Row(
            String id,
            String name,
            String version,
            String address,
            Instant startedAt,
            Instant seenAt,
            long beat) {}

    private record Seen(long beat, Instant moved, Instant looked) {}

    private final Store store;
    private final String me = Ids.next();
    private final Map<String, Seen> watched = new ConcurrentHashMap<>();
    private volatile NodeName name = new NodeName("node", "", "", "");
    private final Map<String, Instant> missing = new ConcurrentHashMap<>();
    private volatile Set<String> alive = Set.of(me);
    private volatile Instant looked = Instant.EPOCH;
    private boolean said;

    /// @param address empty when it is not told
    /// @param keyMark tells secret keys apart, and nothing of them
    public record NodeName(String name, String version, String address, String keyMark) {}

    Nodes(Store store) {
        this.store = store;
    }

    /// This process, for as long as it lives.
    public String me() {
        return me;
    }

    /// Told once, before the jobs run.
    ///
    /// @return the name of a node of the last minute that has another secret key, which cannot be:
    ///   neither could open what the other sealed
    public Optional<String> introduce(NodeName given) {
        name = given;
        return store.read(sql ->
                sql.createQuery(
                                """
                                SELECT name FROM node WHERE seen_at > :after AND key_mark <> ''
                                AND key_mark <> :key ORDER BY name LIMIT 1
                                """)
                        .bind("after", store.now().minus(RECENTLY))
                        .bind("key", given.keyMark())
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public String name() {
        return "nodes";
    }

    /// Gives a sign of life, and looks for those of the others.
    @Override
    public Instant run(Instant now) {
        List<Row> rows =
                store.writeFirst(tx -> {
                    beat(tx);
                    if (!said) {
                        tx.sql()
                                .createUpdate(
                                        "DELETE FROM node WHERE seen_at < :before AND id <> :me")
                                .bind("before", tx.now().minus(FORGET_AFTER))
                                .bind("me", me)
                                .execute();
                    }
                    return rows(tx.sql());
                });
        said = true;
        look(rows, now);
        return now.plus(EVERY);
    }

    /// The ids of the nodes that live, this one included, as last looked.
    public Set<String> alive() {
        return alive;
    }

    /// Whether this process has watched the node for a whole term and seen no sign of life. One
    /// that has no row (it left, or was forgotten) is gone when it has had none for a term since it
    /// was first asked about here.
    public boolean isGone(String id) {
        if (watched.containsKey(id) || id.equals(me)) {
            return !alive.contains(id);
        }
        Instant now = looked;
        if (missing.size() >= MOST) {
            missing.clear();
        }
        return !missing.computeIfAbsent(id, _ -> now).plus(TERM).isAfter(now);
    }

    /// Gives a sign of life now: before a node takes what others would miss it for.
    public void appear() {
        store.<Boolean>writeFirst(tx -> {
            beat(tx);
            return true;
        });
    }

    /// All nodes of the last hour with what they hold, the oldest first.
    ///
    /// @throws StoreUnavailable when the database does not answer
    public List<Node> list() {
        return store.read(sql -> nodes(sql, alive));
    }

    /// The node goes, and gives back all that it holds: nobody has to wait for it.
    public void leave() {
        store.run(tx -> {
            for (String sql :
                    List.of(
                            "DELETE FROM lease WHERE holder = :me",
                            "DELETE FROM node WHERE id = :me")) {
                tx.sql().createUpdate(sql).bind("me", me).execute();
            }
        });
    }

    void beat(Tx tx) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO node (id, name, version, address, key_mark, started_at, seen_at, beat)
                        VALUES (:id, :name, :version, :address, :key, :now, :now, 1)
                        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, beat = node.beat + 1
                        """)
                .bind("id", me)
                .bind("name", name.name())
                .bind("version", name.version())
                .bind("address", name.address())
                .bind("key", name.keyMark())
                .bind("now", tx.now())
                .execute();
    }

    private void look(List<Row> rows, Instant now) {
        Set<String> there = rows.stream().map(Row::id).collect(Collectors.toSet());
        watched.keySet().retainAll(there);
        var living = new TreeSet<>(Set.of(me));
        for (Row row : rows) {
            Seen seen =
                    watched.compute(
                            row.id(),
                            (id, before) ->
                                    before == null
                                                    || before.beat() != row.beat()
                                                    || before.looked().plus(TERM).isBefore(now)
                                            ? new Seen(row.beat(), now, now)
                                            : new Seen(row.beat(), before.moved(), now));
            if (seen.moved().plus(TERM).isAfter(now)) {
                living.add(row.id());
            }
        }
        alive = Set.copyOf(living);
        missing.keySet().removeAll(there);
        looked = now;
    }

    /// The nodes as they stand, by one look.
    static List<Node> seen(Handle sql) {
        return nodes(sql, Set.of());
    }

    private static List<Node> nodes(Handle sql, Set<String> alive) {
        var leases = new HashMap<String, List<String>>();
        Reports.leases(sql)
                .forEach(lease ->
                        leases.computeIfAbsent(lease.holder(), h -> new ArrayList<>())
                                .add(lease.name()));
        return rows(sql).stream()
                .map(row ->
                        new Node(
                                row.id(),
                                row.name(),
                                row.version(),
                                row.address(),
                                row.startedAt(),
                                row.seenAt(),
                                alive.contains(row.id()),
                                leases.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static List<Row> rows(Handle sql) {
        return sql.createQuery("SELECT * FROM node ORDER BY started_at, id LIMIT :most")
                .bind("most", MOST)
                .map((rs, context) ->
                        new Row(
                                rs.getString("id"),
                                rs.getString("name"),
                                rs.getString("version"),
                                rs.getString("address"),
                                Micros.toInstant(rs.getLong("started_at")),
                                Micros.toInstant(rs.getLong("seen_at")),
                                rs.getLong("beat")))
                .list();
    }
}
