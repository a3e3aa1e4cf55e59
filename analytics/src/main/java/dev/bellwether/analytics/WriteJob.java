package dev.bellwether.analytics;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;

/// Writes what waits every two seconds, or as soon as a batch is full.
final class WriteJob implements Job {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final CheckHistory history;
    private final Waiting waiting;
    private Instant next = Instant.MIN;

    WriteJob(CheckHistory history, Waiting waiting) {
        this.history = history;
        this.waiting = waiting;
    }

    @Override
    public String name() {
        return "history-write";
    }

    @Override
    public Instant run(Instant now) {
        if (!now.isBefore(next) || waiting.size() >= HistoryWriter.BATCH) {
            history.flush();
            next = now.plus(EVERY);
        }
        Instant look = now.plus(LOOK);
        return look.isBefore(next) ? look : next;
    }
}
