package dev.bellwether.analytics;

import dev.bellwether.model.Job;
import dev.bellwether.model.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/// Deletes what is past its site's retention, every hour.
final class EventRetentionJob implements Job {
    private static final Duration EVERY = Duration.ofHours(1);

    private final String name;
    private final EventStore store;
    private final Function<Instant, Map<SiteId, Instant>> oldest;

    EventRetentionJob(
            String name, EventStore store, Function<Instant, Map<SiteId, Instant>> oldest) {
        this.name = name;
        this.store = store;
        this.oldest = oldest;
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
        oldest.apply(now).forEach(store::retain);
        return now.plus(EVERY);
    }
}
