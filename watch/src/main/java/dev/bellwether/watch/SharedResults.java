package dev.bellwether.watch;

import dev.bellwether.model.CheckResults;
import dev.bellwether.model.Job;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.store.Json;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;

/// Brings each probe's result into the history of every node, so that any node can show any chart:
/// results go into this node's own history at once, and in a batch a second to the others, by way
/// of the database. Best effort: what does not fit, or came before a node did, is not in that
/// node's charts; verdicts stand on none of it. Safe for many threads.
final class SharedResults implements CheckResults, Job {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final Duration KEEP_OF_OTHERS = Duration.ofHours(1);
    private static final int MOST_WAITING = 20_000;
    private static final int MOST_IN_BATCH = 2_000;
    private static final int MOST_BATCHES = 500;

    record Batch(List<ProbeResult> results) {
        Batch {
            results = List.copyOf(results);
        }
    }

    private record Row(String node, long number) {}

    private final Store store;
    private final CheckResults own;
    private final ArrayBlockingQueue<ProbeResult> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<String, Long> taken = new HashMap<>();
    private long number;

    SharedResults(Store store, CheckResults own) {
        this.store = store;
        this.own = own;
    }

    @Override
    public void add(ProbeResult result) {
        own.add(result);
        if (hasOthers()) {
            boolean unused = waiting.offer(result);
        }
    }

    @Override
    public String name() {
        return "watch-shared-results";
    }

    @Override
    public Instant run(Instant now) {
        if (!store.isShared()) {
            return now.plus(Duration.ofHours(1));
        }
        try {
            tell();
            hear();
        } catch (StoreUnavailable e) {
            // What waits is told when it is back, as much of it as fits.
            return now.plus(EVERY);
        }
        return now.plus(EVERY);
    }

    private boolean hasOthers() {
        return store.isShared() && store.nodes().alive().size() > 1;
    }

    private void tell() {
        while (!waiting.isEmpty()) {
            var results = new ArrayList<ProbeResult>();
            waiting.drainTo(results, MOST_IN_BATCH);
            long next = ++number;
            store.run(tx -> insert(tx, next, new Batch(results)));
        }
    }

    private void insert(Tx tx, long next, Batch batch) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO result_batch (node, number, at, body)
                        VALUES (:me, :number, :now, :body) ON CONFLICT (node, number) DO NOTHING
                        """)
                .bind("me", store.nodes().me())
                .bind("number", next)
                .bind("now", tx.now())
                .bind("body", Json.write(batch))
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM result_batch WHERE at < :old AND node = :me OR at < :ancient
                        """)
                .bind("me", store.nodes().me())
                .bind("old", tx.now().minus(KEEP))
                .bind("ancient", tx.now().minus(KEEP_OF_OTHERS))
                .execute();
    }

    private void hear() {
        List<Row> rows =
                store.read(sql ->
                        sql.createQuery(
                                        """
                                        SELECT node, number FROM result_batch WHERE node <> :me
                                        ORDER BY node, number LIMIT :most
                                        """)
                                .bind("me", store.nodes().me())
                                .bind("most", MOST_BATCHES)
                                .map((rs, context) ->
                                        new Row(rs.getString("node"), rs.getLong("number")))
                                .list());
        for (Row row : rows) {
            if (row.number() > taken.getOrDefault(row.node(), 0L)) {
                body(row).forEach(own::add);
                taken.put(row.node(), row.number());
            }
        }
    }

    private List<ProbeResult> body(Row row) {
        return store.read(sql ->
                        sql.createQuery(
                                        """
                                        SELECT body FROM result_batch WHERE node = :node AND number = :number
                                        """)
                                .bind("node", row.node())
                                .bind("number", row.number())
                                .mapTo(String.class)
                                .findOne())
                .map(SharedResults::results)
                .orElse(List.of());
    }

    /// A node of another release may tell more than can be read here.
    private static List<ProbeResult> results(String body) {
        try {
            return Json.read(body, Batch.class).results();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
