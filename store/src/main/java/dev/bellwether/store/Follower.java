package dev.bellwether.store;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads on from a place kept in memory. A line that its reader cannot take is tried [#TRIES] times
/// and then passed over, out loud. Belongs to one thread.
final class Follower implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int BATCH = 500;
    private static final int TRIES = 3;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Journal journal;
    private final String name;
    private final Consumer<Line> reader;
    private long seq;

    Follower(Journal journal, String name, long after, Consumer<Line> reader) {
        this.journal = journal;
        this.name = name;
        this.seq = after;
        this.reader = reader;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Instant run(Instant now) {
        try {
            List<Line> lines;
            do {
                lines = journal.read(seq, BATCH);
                lines.forEach(this::take);
            } while (lines.size() == BATCH);
        } catch (StoreUnavailable e) {
            // Told by the store's health; the lines stay where they are.
        }
        return now.plus(LOOK_AGAIN);
    }

    private void take(Line line) {
        for (int attempt = 1; ; attempt++) {
            try {
                reader.accept(line);
                seq = line.seq();
                return;
            } catch (StoreUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                if (attempt == TRIES) {
                    LOG.error("{} cannot take journal line {}; it goes on", name, line.seq(), e);
                    seq = line.seq();
                    return;
                }
            }
        }
    }
}
