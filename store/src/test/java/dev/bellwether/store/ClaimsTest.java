package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Two claimers never take the same row.
class ClaimsTest {
    private static final int ROWS = 300;

    @OnEachStore
    void manyClaimersTakeEveryRowOnce(TestStore test) {
        Store store = test.store();
        List<Store> nodes = store.isShared() ? List.of(store, test.another()) : List.of(store);
        store.run(tx -> {
            tx.sql().execute("CREATE TABLE work (id BIGINT PRIMARY KEY, taken_by TEXT)");
            for (int i = 0; i < ROWS; i++) {
                tx.sql().execute("INSERT INTO work (id) VALUES (" + i + ")");
            }
        });
        var taken = new ConcurrentLinkedQueue<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int claimer = 0; claimer < 8; claimer++) {
                Store node = nodes.get(claimer % nodes.size());
                String name = "c" + claimer;
                threads.execute(() -> claimAll(node, name, taken));
            }
        }
        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, ROWS).mapToObj(Long::valueOf).toList());
    }

    private static void claimAll(Store store, String name, Queue<Long> taken) {
        while (SomeFacts.count(store, "work WHERE taken_by IS NULL") > 0) {
            taken.addAll(store.write(tx -> claim(tx, name)));
        }
    }

    private static List<Long> claim(Tx tx, String name) {
        return tx.sql()
                .createQuery(
                        "UPDATE work SET taken_by = :name WHERE id IN ("
                                + "SELECT id FROM work WHERE taken_by IS NULL ORDER BY id LIMIT 7 "
                                + tx.skipLocked()
                                + ") RETURNING id")
                .bind("name", name)
                .mapTo(Long.class)
                .list();
    }
}
