package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/// A process that takes events until somebody ends it: four senders, and the tables follow as fast
/// as they can. Says the first id of each batch when it was acknowledged.
final class TakesUntilKilled {
    static final SiteId SHOP = new SiteId("shop");
    static final int BATCH = 25;

    private TakesUntilKilled() {}

    /// @param args the directory, and a word that stands before all ids
    public static void main(String[] args) {
        var store = EventStore.open(EventSettings.in(Path.of(args[0])), InstantSource.system());
        for (int i = 0; i < 4; i++) {
            String sender = args[1] + "-" + i;
            Thread.ofPlatform().start(() -> send(store, sender));
        }
        while (true) {
            store.apply();
        }
    }

    private static void send(EventStore store, String sender) {
        for (int n = 0; ; n++) {
            String batch = sender + "-" + n;
            store.take(SHOP, events(batch));
            synchronized (System.out) {
                System.out.println(batch);
                System.out.flush();
            }
        }
    }

    static List<Event> events(String batch) {
        return IntStream.range(0, BATCH)
                .mapToObj(i ->
                        new Event(
                                batch + "-" + i,
                                "v" + i,
                                Instant.parse("2026-05-06T13:37:00Z").plusSeconds(i),
                                Event.Kind.GOAL,
                                "order",
                                "",
                                i,
                                ""))
                .toList();
    }
}
