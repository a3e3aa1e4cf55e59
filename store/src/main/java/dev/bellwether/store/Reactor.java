package dev.bellwether.store;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads on from a durable cursor. The cursor moves in the transaction of the reaction. On
/// PostgreSQL its row is locked meanwhile, so that one node at a time reacts, and another takes
/// over at once when that node dies.
///
/// A line that cannot be taken is tried alone, [#TRIES] times, and is then set aside with its
/// error: it must not keep the lines after it from paging somebody.
final class Reactor implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);
    private static final int BATCH = 100;
    private static final int TRIES = 3;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Store store;
    private final String name;
    private final Reaction reaction;
    private int batch = BATCH;
    private int failures;

    Reactor(Store store, String name, Reaction reaction) {
        this.store = store;
        this.name = name;
        this.reaction = reaction;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Instant run(Instant now) {
        while (true) {
            int taken;
            try {
                taken = store.write(this::takeBatch);
            } catch (StoreUnavailable e) {
                return now.plus(LOOK_AGAIN);
            } catch (RuntimeException e) {
                refused(e);
                continue;
            }
            failures = 0;
            if (taken < batch) {
                batch = BATCH;
                return now.plus(LOOK_AGAIN);
            }
            batch = BATCH;
        }
    }

    private int takeBatch(Tx tx) {
        long cursor = lockCursor(tx);
        List<Line> lines = Journal.read(tx.sql(), cursor, batch);
        if (lines.isEmpty()) {
            return 0;
        }
        for (Line line : lines) {
            reaction.on(tx, line);
        }
        moveTo(tx, lines.getLast().seq());
        return lines.size();
    }

    private void refused(RuntimeException error) {
        if (batch > 1) {
            batch = 1;
            return;
        }
        if (++failures < TRIES) {
            return;
        }
        failures = 0;
        store.run(tx -> setAside(tx, error));
    }

    private void setAside(Tx tx, RuntimeException error) {
        long cursor = lockCursor(tx);
        List<Line> lines = Journal.read(tx.sql(), cursor, 1);
        if (lines.isEmpty()) {
            return;
        }
        Line line = lines.getFirst();
        LOG.error(
                "{} cannot take journal line {} ({}); it is set aside",
                name,
                line.seq(),
                Facts.kind(line.fact()),
                error);
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO journal_set_aside (name, seq, at, error) VALUES (:name, :seq, :at, :error)
                        ON CONFLICT (name, seq) DO NOTHING
                        """)
                .bind("name", name)
                .bind("seq", line.seq())
                .bind("at", tx.now())
                .bind("error", error.toString())
                .execute();
        moveTo(tx, line.seq());
    }

    private long lockCursor(Tx tx) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO journal_cursor (name, seq) VALUES (:name, 0) ON CONFLICT (name) DO NOTHING")
                .bind("name", name)
                .execute();
        return tx.sql()
                .createQuery("UPDATE journal_cursor SET seq = seq WHERE name = :name RETURNING seq")
                .bind("name", name)
                .mapTo(Long.class)
                .one();
    }

    private void moveTo(Tx tx, long seq) {
        tx.sql()
                .createUpdate("UPDATE journal_cursor SET seq = :seq WHERE name = :name")
                .bind("seq", seq)
                .bind("name", name)
                .execute();
    }
}
