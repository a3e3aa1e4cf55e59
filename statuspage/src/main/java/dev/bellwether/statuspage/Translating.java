package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;

/// Keeps the other languages of all pages up to date, on a thread of its own.
final class Translating implements Job {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Publishing publishing;

    Translating(Publishing publishing) {
        this.publishing = publishing;
    }

    @Override
    public String name() {
        return "statuspage-languages";
    }

    @Override
    public Instant run(Instant now) {
        publishing.translate();
        return now.plus(LOOK_AGAIN);
    }
}
