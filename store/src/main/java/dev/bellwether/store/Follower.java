package dev.bellwether.store;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Reads on from a place kept in memory.
final class Follower implements Job {
    private static final int BATCH = 500;
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
        List<Line> lines;
        do {
            lines = journal.read(seq, BATCH);
            for (Line line : lines) {
                reader.accept(line);
                seq = line.seq();
            }
        } while (lines.size() == BATCH);
        return now.plus(LOOK_AGAIN);
    }
}
