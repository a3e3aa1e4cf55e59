package dev.bellwether.demo;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The shop's visitors over the two weeks before now: each sees one campaign, looks at a few pages,
/// and may order. The same every time.
final class Shoppers {
    static final int ALL = 200_000;
    static final String VIEW = "view";
    static final String ORDER = "order";

    /// How long they have been coming.
    static final Duration PAST = Duration.ofDays(14);

    /// The last of them is done by now.
    private static final Duration VISIT = Duration.ofHours(1);

    private static final int BATCH = 4_000;
    private static final int VIEWS = 3;
    private static final List<String> COUNTRIES = List.of("de", "de", "de", "at", "ch", "fr");
    private static final List<String> DEVICES = List.of("phone", "phone", "desktop", "tablet");

    private final EventStore events;
    private final Site site;
    private final Instant now;
    private final SplittableRandom random;
    private final List<Event> batch = new ArrayList<>();

    Shoppers(EventStore events, Site site, Instant now, long seed) {
        this.events = events;
        this.site = site;
        this.now = now;
        this.random = new SplittableRandom(seed);
    }

    /// All of them come; fewer when the thread is interrupted.
    ///
    /// @param visitors how many
    void come(int visitors) {
        Duration each = PAST.minus(VISIT).dividedBy(visitors);
        for (int i = 0; i < visitors && !Thread.currentThread().isInterrupted(); i++) {
            visit(i, now.minus(PAST).plus(each.multipliedBy(i)));
            if (batch.size() >= BATCH) {
                send();
            }
        }
        send();
    }

    private void send() {
        events.take(site.id(), List.copyOf(batch));
        batch.clear();
    }

    private void visit(int number, Instant at) {
        ShopTale[] tales = ShopTale.values();
        ShopTale tale = tales[number % tales.length];
        boolean isTreated = random.nextDouble() < tale.share;
        String visitor = "visitor-" + number;
        batch.add(
                new Event(
                        "seen-" + number,
                        visitor,
                        at,
                        Event.Kind.EXPOSURE,
                        tale.key,
                        isTreated ? tale.treatment : tale.control,
                        Double.NaN,
                        "{\"country\":\"%s\",\"device\":\"%s\"}"
                                .formatted(any(COUNTRIES), any(DEVICES))));
        int views = 1 + random.nextInt(VIEWS);
        for (int i = 0; i < views; i++) {
            batch.add(goal(VIEW + number + "-" + i, visitor, later(at), VIEW, Double.NaN));
        }
        if (random.nextDouble() < (isTreated ? tale.buysTreated : tale.buys)) {
            batch.add(goal(ORDER + number, visitor, later(at), ORDER, euros()));
        }
    }

    private static Event goal(String id, String visitor, Instant at, String name, double value) {
        return new Event(id, visitor, at, Event.Kind.GOAL, name, "", value, "");
    }

    private Instant later(Instant at) {
        return at.plusMillis(1 + random.nextLong(VISIT.toMillis() - 1));
    }

    private double euros() {
        return Math.round(2_000 + 6_000 * random.nextDouble() * random.nextDouble()) / 100.0;
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
