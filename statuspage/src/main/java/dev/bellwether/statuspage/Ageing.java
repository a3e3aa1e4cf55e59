package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;

/// Has pages say their age when the database was not heard from for a minute.
final class Ageing implements Job {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final PublishedPages pages;

    Ageing(PublishedPages pages) {
        this.pages = pages;
    }

    @Override
    public String name() {
        return "statuspage-age";
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public Instant run(Instant now) {
        if (pages.heardAt().plus(PublishedPages.SAY_AGE_AFTER).isBefore(now)) {
            pages.markStale();
        }
        return now.plus(LOOK_AGAIN);
    }
}
