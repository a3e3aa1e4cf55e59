package dev.bellwether.bench;

import dev.bellwether.model.Job;
import dev.bellwether.model.PageDue;
import dev.bellwether.store.Store;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Set;

/// A model of the policy that GoAlert documents, not GoAlert: a message is marked as being sent,
/// sent, and recorded; one that a crash leaves marked is not sent again, for it may have arrived.
/// It runs in the same process on the same store, and dies of the same kills.
final class AtMostOnce {
    private static final int AT_ONCE = 10;

    private final Store store;
    private final String sink;

    AtMostOnce(Store store, String sink) {
        this.store = store;
        this.sink = sink;
        store.run(tx -> {
            tx.sql()
                    .execute(
                            "CREATE TABLE IF NOT EXISTS peer (id TEXT PRIMARY KEY, state TEXT NOT NULL)");
            tx.sql().execute("UPDATE peer SET state = 'given up' WHERE state = 'sending'");
        });
    }

    Job reaction() {
        return store.journal()
                .reaction(
                        "peer",
                        Set.of(PageDue.class),
                        (tx, line) -> {
                            if (line.fact() instanceof PageDue due) {
                                tx.sql()
                                        .execute(
                                                "INSERT INTO peer VALUES (?, 'waiting') ON CONFLICT DO NOTHING",
                                                due.delivery().value());
                            }
                        });
    }

    void sendAll() {
        while (true) {
            List<String> claimed =
                    store.write(tx ->
                            tx.sql()
                                    .createQuery(
                                            """
                                            UPDATE peer SET state = 'sending' WHERE id IN (
                                              SELECT id FROM peer WHERE state = 'waiting' LIMIT :limit) RETURNING id
                                            """)
                                    .bind("limit", AT_ONCE)
                                    .mapTo(String.class)
                                    .list());
            if (claimed.isEmpty()) {
                return;
            }
            claimed.forEach(this::send);
            store.run(tx ->
                    claimed.forEach(id ->
                            tx.sql().execute("UPDATE peer SET state = 'sent' WHERE id = ?", id)));
        }
    }

    private void send(String id) {
        try {
            var connection = (HttpURLConnection) URI.create(sink + id).toURL().openConnection();
            connection.getResponseCode();
            connection.disconnect();
        } catch (IOException e) {
            throw new IllegalStateException("The sink of the benchmark does not answer", e);
        }
    }
}
