package dev.bellwether.analytics;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;

/// Rolls up and forgets, every minute; most minutes nothing is due.
final class RollupJob implements Job {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final CheckHistory history;
    private Instant next = Instant.MIN;

    RollupJob(CheckHistory history) {
        this.history = history;
    }

    @Override
    public String name() {
        return "history-rollup";
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public Instant run(Instant now) {
        if (!now.isBefore(next)) {
            history.rollUp();
            next = now.plus(EVERY);
        }
        return next;
    }
}
