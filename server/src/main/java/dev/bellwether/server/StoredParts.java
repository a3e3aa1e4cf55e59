package dev.bellwether.server;

import dev.bellwether.guard.PartBeat;
import dev.bellwether.guard.PartBook;
import dev.bellwether.guard.PartRow;
import dev.bellwether.guard.PartTable;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The parts of guards in the relational store. A node's own row is held while its parts change, so
/// that two guards never change them at the same time; the database itself refuses parts that come
/// to more than the node gives. Safe for several threads.
final class StoredParts implements PartTable {
    private static final Pattern HERE =
            Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]):(?<port>\\d+)");

    private final String host;
    private volatile @Nullable Store store;

    /// @param host what this machine is called by others: so a node on it has one name for all
    StoredParts(String host) {
        this.host = host;
    }

    /// From now on there is a database.
    void open(Store opened) {
        store = opened;
    }

    Store store() {
        Store open = store;
        if (open == null) {
            throw new IllegalStateException("the database is not open yet");
        }
        return open;
    }

    @Override
    public List<PartRow> beat(List<PartBeat> beats) {
        var names = new TreeMap<String, String>();
        beats.forEach(beat -> names.put(shared(beat.node()), beat.node()));
        // In one order, so that no two guards wait for one another.
        List<PartBeat> sorted =
                beats.stream().sorted(Comparator.comparing(beat -> shared(beat.node()))).toList();
        return store().writeFirst(tx -> {
            var all = new ArrayList<PartRow>();
            for (PartBeat beat : sorted) {
                beat(tx, named(beat, shared(beat.node()))).stream()
                        .map(row -> named(row, names.getOrDefault(row.node(), row.node())))
                        .forEach(all::add);
            }
            return all;
        });
    }

    private static List<PartRow> beat(Tx tx, PartBeat beat) {
        hold(tx, beat.node());
        List<PartRow> before = rows(tx.sql(), beat.node());
        List<PartRow> after = PartBook.after(before, beat);
        for (PartRow row : before) {
            if (after.stream().noneMatch(one -> one.guard().equals(row.guard()))) {
                delete(tx, row);
            }
        }
        after.stream().filter(row -> !before.contains(row)).forEach(row -> put(tx, row));
        sum(tx, beat.node());
        return after;
    }

    @Override
    public void leave(String guard, Map<String, Long> running) {
        var left = new TreeMap<String, Long>();
        running.forEach((node, bytes) -> left.put(shared(node), bytes));
        store().<Boolean>writeFirst(tx -> {
            left.forEach((node, bytes) -> {
                hold(tx, node);
                for (PartRow row : rows(tx.sql(), node)) {
                    if (row.guard().equals(guard)) {
                        leave(tx, row, Math.min(bytes, row.bytes()));
                    }
                }
                sum(tx, node);
            });
            return true;
        });
    }

    private static void leave(Tx tx, PartRow row, long bytes) {
        if (bytes == 0) {
            delete(tx, row);
        } else {
            put(
                    tx,
                    new PartRow(
                            row.node(),
                            row.guard(),
                            row.home(),
                            row.whole(),
                            bytes,
                            0,
                            PartRow.SILENT,
                            row.beat() + 1));
        }
    }

    /// Whoever else changes this node's parts waits until this transaction is over.
    private static void hold(Tx tx, String node) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO guard_node (node, whole, given) VALUES (:node, 0, 0)
                        ON CONFLICT (node) DO UPDATE SET node = excluded.node
                        """)
                .bind("node", node)
                .execute();
    }

    /// That they fit is the database's own check. One that takes the node for larger has more of it
    /// only from when nobody took it for smaller.
    private static void sum(Tx tx, String node) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE guard_node SET
                        given = (SELECT COALESCE(SUM(bytes), 0) FROM guard_part WHERE node = :node),
                        whole = (SELECT COALESCE(MAX(whole), 0) FROM guard_part WHERE node = :node)
                        WHERE node = :node
                        """)
                .bind("node", node)
                .execute();
    }

    private static List<PartRow> rows(Handle sql, String node) {
        return sql.createQuery("SELECT * FROM guard_part WHERE node = :node ORDER BY guard")
                .bind("node", node)
                .map((rs, context) ->
                        new PartRow(
                                rs.getString("node"),
                                rs.getString("guard"),
                                rs.getString("home"),
                                rs.getLong("whole"),
                                rs.getLong("bytes"),
                                rs.getLong("kept"),
                                rs.getLong("wanted"),
                                rs.getLong("beat")))
                .list();
    }

    private static void put(Tx tx, PartRow row) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO guard_part (node, guard, home, whole, bytes, kept, wanted, beat)
                        VALUES (:node, :guard, :home, :whole, :bytes, :kept, :wanted, :beat)
                        ON CONFLICT (node, guard) DO UPDATE SET whole = excluded.whole,
                        bytes = excluded.bytes, kept = excluded.kept, wanted = excluded.wanted,
                        beat = excluded.beat
                        """)
                .bind("node", row.node())
                .bind("guard", row.guard())
                .bind("home", row.home())
                .bind("whole", row.whole())
                .bind("bytes", row.bytes())
                .bind("kept", row.kept())
                .bind("wanted", row.wanted())
                .bind("beat", row.beat())
                .execute();
    }

    private static void delete(Tx tx, PartRow row) {
        tx.sql()
                .createUpdate("DELETE FROM guard_part WHERE node = :node AND guard = :guard")
                .bind("node", row.node())
                .bind("guard", row.guard())
                .execute();
    }

    /// A node on this machine is called as the others call it.
    String shared(String node) {
        var here = HERE.matcher(node);
        return here.matches() ? host + ":" + here.group("port") : node;
    }

    private static PartBeat named(PartBeat beat, String node) {
        return new PartBeat(
                node,
                beat.guard(),
                beat.home(),
                beat.number(),
                beat.whole(),
                beat.most(),
                beat.keep(),
                beat.wanted(),
                beat.lapsed());
    }

    private static PartRow named(PartRow row, String node) {
        return new PartRow(
                node,
                row.guard(),
                row.home(),
                row.whole(),
                row.bytes(),
                row.kept(),
                row.wanted(),
                row.beat());
    }
}
