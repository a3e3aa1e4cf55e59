package dev.bellwether.analytics;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;

/// Brings the log into the tables each second: an application looks for replayed events among all
/// there are, so a few large ones cost less than many small ones.
final class EventJob implements Job {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final String name;
    private final EventStore store;

    EventJob(String name, EventStore store) {
        this.name = name;
        this.store = store;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public Instant run(Instant now) {
        store.apply();
        return now.plus(EVERY);
    }
}
