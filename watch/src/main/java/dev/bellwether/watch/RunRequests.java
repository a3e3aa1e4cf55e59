package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.Set;

/// The table `run_request`: "probe it now", asked of a node that does not watch the check.
final class RunRequests {
    private RunRequests() {}

    static void add(Store store, CheckId check) {
        store.run(tx ->
                tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO run_request (check_id, shard, asked_at)
                                VALUES (:check, :shard, :now) ON CONFLICT (check_id) DO NOTHING
                                """)
                        .bind("check", check)
                        .bind("shard", Shards.of(check))
                        .bind("now", tx.now())
                        .execute());
    }

    /// Takes away what was asked of these shards.
    static List<CheckId> take(Store store, Set<Integer> shards) {
        boolean none =
                shards.isEmpty()
                        || store.read(sql ->
                                sql.createQuery("SELECT count(*) FROM run_request")
                                        .mapTo(Long.class)
                                        .one())
                                == 0;
        return none
                ? List.of()
                : store.write(tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        DELETE FROM run_request WHERE shard IN (<shards>)
                                        RETURNING check_id
                                        """)
                                .bindList("shards", shards.stream().sorted().toList())
                                .map((rs, context) -> new CheckId(rs.getString("check_id")))
                                .list());
    }
}
