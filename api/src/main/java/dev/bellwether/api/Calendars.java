package dev.bellwether.api;

import dev.bellwether.model.NotFound;
import dev.bellwether.oncall.CalendarFeeds;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Where calendar programs fetch shifts.
final class Calendars {
    private static final String ENDING = ".ics";

    /// Making one takes milliseconds of a processor; more of them at once would only wait for it.
    private final Semaphore slots = new Semaphore(4);

    private final CalendarFeeds feeds;
    private final InstantSource clock;

    Calendars(CalendarFeeds feeds, InstantSource clock) {
        this.feeds = feeds;
        this.clock = clock;
    }

    void read(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("X-Robots-Tag", "noindex");
        try {
            String calendar = find(context.pathParam("token")).orElseThrow(Calendars::unknown);
            context.header("Cache-Control", "private, max-age=300");
            context.contentType("text/calendar; charset=utf-8");
            context.result(calendar.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            Runner.problem(context, e);
        }
    }

    private Optional<String> find(String name) {
        if (!name.endsWith(ENDING)) {
            return Optional.empty();
        }
        slots.acquireUninterruptibly();
        try {
            String token = name.substring(0, name.length() - ENDING.length());
            return feeds.read(token, clock.instant());
        } finally {
            slots.release();
        }
    }

    private static NotFound unknown() {
        return new NotFound("calendar", "as given");
    }
}
