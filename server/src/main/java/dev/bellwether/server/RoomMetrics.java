package dev.bellwether.server;

import dev.bellwether.analytics.EventHealth;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.notify.NotifyMetrics;
import dev.bellwether.statuspage.BucketState;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.watch.PlaceDesk;
import dev.bellwether.watch.PlaceView;
import dev.bellwether.watch.WatchMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// What the metrics tell of the rooms.
final class RoomMetrics {
    private RoomMetrics() {}

    static void register(Metrics metrics, Rooms rooms, InstantSource clock) {
        journal(metrics, rooms);
        watch(metrics, rooms);
        places(metrics, rooms);
        nodes(metrics, rooms);
        providers(metrics, rooms, clock);
        history(metrics, rooms);
        events(metrics, rooms);
        exposures(metrics, rooms);
        deliveries(metrics, rooms);
        pages(metrics, rooms, clock);
    }

    private static void journal(Metrics metrics, Rooms rooms) {
        metrics.gauge(
                "bellwether.journal.head",
                "Number of the last journal line",
                known(rooms, () -> rooms.store().journal().head()));
        metrics.gauge(
                "bellwether.journal.lag",
                "Lines that the slowest reader has still to take",
                known(rooms, () -> rooms.store().journal().behind()));
        metrics.gauge(
                "bellwether.journal.set.aside",
                "Lines that a reader could not take",
                known(rooms, () -> number(rooms, "SELECT COUNT(*) FROM journal_set_aside")));
    }

    private static double number(Rooms rooms, String sql) {
        return rooms.store().read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /// A figure that only the database knows. While that is gone it is not asked: who scrapes would
    /// wait for it, and get nothing of the trouble.
    private static DoubleSupplier known(Rooms rooms, DoubleSupplier asked) {
        return () ->
                rooms.store().health().trouble().isPresent() ? Double.NaN : asked.getAsDouble();
    }

    private static void watch(Metrics metrics, Rooms rooms) {
        var watch = rooms.watch();
        metrics.gauge(
                "bellwether.checks", "Checks that are watched", () -> watch.metrics().checks());
        metrics.gauge(
                "bellwether.probes.active", "Probes under way", () -> watch.metrics().inFlight());
        for (ProbeResult.Outcome outcome : ProbeResult.Outcome.values()) {
            metrics.counter(
                    "bellwether.probes",
                    "Probes ended",
                    () -> watch.metrics().probes().getOrDefault(outcome, 0L),
                    "outcome",
                    word(outcome));
        }
        metrics.counter(
                "bellwether.probes.skipped",
                "Rounds not begun because the one before was still under way",
                () -> watch.metrics().beatsSkipped());
        metrics.gauge(
                "bellwether.checks.late.seconds",
                "By how much checks begin late",
                () -> seconds(watch.metrics().latenessMedian()),
                "quantile",
                "0.5");
        metrics.gauge(
                "bellwether.checks.late.seconds",
                "By how much checks begin late",
                () -> seconds(watch.metrics().latenessP99()),
                "quantile",
                "0.99");
        for (int i = 0; i <= WatchMetrics.LATE_LIMITS.size(); i++) {
            int limit = i;
            metrics.counter(
                    "bellwether.rounds.begun",
                    "Rounds begun at most so many seconds late",
                    () -> watch.metrics().begunWithin().get(limit),
                    "le",
                    i < WatchMetrics.LATE_LIMITS.size()
                            ? Double.toString(seconds(WatchMetrics.LATE_LIMITS.get(i)))
                            : "+Inf");
        }
        metrics.gauge(
                "bellwether.verdicts.pending",
                "Verdicts that wait to be written",
                () -> watch.metrics().verdictsPending());
        metrics.counter(
                "bellwether.verdicts.lost",
                "Verdicts that could not be kept",
                () -> watch.metrics().verdictsLost());
    }

    /// Places come and go, and so would their lines; so they are told as they stand when scraped.
    private static void places(Metrics metrics, Rooms rooms) {
        var desk = rooms.watch().desk();
        metrics.gauge(
                "bellwether.places.connected",
                "Places connected to this node",
                () -> desk.here().size());
        metrics.gauges(
                "bellwether.place.late.seconds",
                "By how much probes begin late at a place (p99)",
                "place",
                () -> figures(desk, view -> seconds(view.lateP99())));
        metrics.gauges(
                "bellwether.place.clock.offset.seconds",
                "By how much a place's clock is behind ours",
                "place",
                () -> figures(desk, view -> seconds(view.clockOffset())));
        metrics.gauges(
                "bellwether.place.round.trip.seconds",
                "Time of a request between a place and this node",
                "place",
                () -> figures(desk, view -> seconds(view.roundTrip())));
        metrics.gauges(
                "bellwether.place.probes.without.vote",
                "Probes of a place that ended without a vote since it connected",
                "place",
                () -> figures(desk, PlaceView::withoutVote));
    }

    private static Map<String, Double> figures(PlaceDesk desk, ToDoubleFunction<PlaceView> figure) {
        return desk.here().stream()
                .collect(
                        Collectors.toMap(
                                view -> view.place().id() + "/" + view.place().name(),
                                figure::applyAsDouble,
                                Math::max));
    }

    private static void nodes(Metrics metrics, Rooms rooms) {
        metrics.gauge(
                "bellwether.nodes",
                "Nodes that live, as this one sees them",
                () -> rooms.store().nodes().alive().size());
        metrics.gauge(
                "bellwether.shards",
                "Shards of the checks that this node watches, of 64",
                () -> rooms.watch().metrics().shards());
        metrics.counter(
                "bellwether.verdicts.overtaken",
                "Verdicts not written because another node watches the check by now",
                () -> rooms.watch().metrics().verdictsOvertaken());
    }

    private static void providers(Metrics metrics, Rooms rooms, InstantSource clock) {
        // Counting goes through thousands of providers.
        var providers = metrics.snapshot(rooms.providers()::metrics);
        metrics.gauge(
                "bellwether.providers", "Providers polled", () -> providers.get().scheduled());
        metrics.gauge(
                "bellwether.providers.confirmed",
                "Providers polled whose page is known to be theirs",
                () -> providers.get().confirmed());
        metrics.gauge(
                "bellwether.providers.found",
                "Providers polled whose reader was found at first contact",
                () -> providers.get().found());
        metrics.gauge(
                "bellwether.providers.searching",
                "Providers of which is being found out how they are read",
                () -> providers.get().searching());
        metrics.gauge(
                "bellwether.providers.lost",
                "Providers where nothing that can be read was found",
                () -> providers.get().lost());
        metrics.counter("bellwether.provider.polls", "Polls ended", () -> providers.get().polls());
        metrics.counter(
                "bellwether.provider.polls.unchanged",
                "Polls answered 304",
                () -> providers.get().unchanged());
        metrics.counter(
                "bellwether.provider.polls.failed",
                "Polls without a readable page",
                () -> providers.get().errors());
        metrics.gauge(
                "bellwether.provider.oldest.seconds",
                "Age of the oldest state of a confirmed provider",
                () ->
                        providers
                                .get()
                                .oldestContact()
                                .map(at -> seconds(Duration.between(at, clock.instant())))
                                .orElse(0.0));
    }

    private static void history(Metrics metrics, Rooms rooms) {
        var history = rooms.history();
        metrics.gauge(
                "bellwether.results.waiting",
                "Check results that wait to be written",
                () -> history.health().waiting());
        metrics.counter(
                "bellwether.results.written",
                "Check results written",
                () -> history.health().written());
        metrics.counter(
                "bellwether.results.lost",
                "Check results dropped because too many waited",
                () -> history.health().lost());
        metrics.counter(
                "bellwether.results.failures",
                "Batches of check results that could not be written",
                () -> history.health().failures());
    }

    private static void exposures(Metrics metrics, Rooms rooms) {
        var exposures = rooms.flags().exposures();
        metrics.counter(
                "bellwether.exposures.written",
                "What campaigns gave visitors, told to the event store",
                () -> exposures.health().written());
        metrics.counter(
                "bellwether.exposures.lost",
                "What campaigns gave visitors, not told for want of room",
                () -> exposures.health().lost());
    }

    private static void events(Metrics metrics, Rooms rooms) {
        var events = rooms.events();
        metrics.counter(
                "bellwether.events.taken",
                "Visitors' events acknowledged",
                () -> sum(events, EventHealth::taken));
        metrics.counter(
                "bellwether.events.repeated",
                "Visitors' events whose id was there already",
                () -> sum(events, EventHealth::repeated));
        metrics.counter(
                "bellwether.events.refused",
                "Rows of visitors' events, and batches for no site, that were not kept",
                () -> events.health().refused().values().stream().mapToLong(Long::longValue).sum());
        metrics.gauge(
                "bellwether.events.waiting.bytes",
                "Bytes of the event log that are not in the tables yet",
                () -> sum(events, EventHealth::waitingBytes));
    }

    /// Of all regions together.
    private static long sum(EventStore events, ToLongFunction<EventHealth> part) {
        return part.applyAsLong(events.health())
                + events.regions().values().stream()
                        .mapToLong(region -> part.applyAsLong(region.health()))
                        .sum();
    }

    private static void deliveries(Metrics metrics, Rooms rooms) {
        metrics.counter(
                "bellwether.alerts.unheard",
                "Times the last resort of an alert reached no person",
                () -> rooms.oncall().unheard());
        var messages = rooms.messages();
        metrics.gauge(
                "bellwether.deliveries.waiting",
                "Messages that wait for an attempt",
                known(rooms, () -> messages.metrics().waiting()));
        metrics.gauge(
                "bellwether.deliveries.late.seconds",
                "How long the oldest due message has waited",
                known(
                        rooms,
                        () -> messages.metrics().lateness().map(RoomMetrics::seconds).orElse(0.0)));
        for (Channel channel : Channel.values()) {
            delivery(metrics, rooms, channel, "delivered", NotifyMetrics.OfChannel::delivered);
            delivery(metrics, rooms, channel, "tried-again", NotifyMetrics.OfChannel::triedAgain);
            delivery(metrics, rooms, channel, "gave-up", NotifyMetrics.OfChannel::gaveUp);
            delivery(
                    metrics,
                    rooms,
                    channel,
                    "possible-duplicate",
                    NotifyMetrics.OfChannel::possibleDuplicates);
        }
    }

    private static void delivery(
            Metrics metrics,
            Rooms rooms,
            Channel channel,
            String outcome,
            ToDoubleFunction<NotifyMetrics.OfChannel> figure) {
        metrics.counter(
                "bellwether.deliveries",
                "Attempts to deliver a message",
                () -> {
                    var of = rooms.messages().channels().get(channel);
                    return of == null ? 0 : figure.applyAsDouble(of);
                },
                "channel",
                word(channel),
                "outcome",
                outcome);
    }

    private static void pages(Metrics metrics, Rooms rooms, InstantSource clock) {
        var published = rooms.published();
        metrics.gauge("bellwether.pages", "Status pages served", () -> published.slugs().size());
        metrics.gauge(
                "bellwether.pages.oldest.seconds",
                "Age of the oldest page bundle",
                () ->
                        published.slugs().stream()
                                .flatMap(slug -> published.bundle(slug).stream())
                                .mapToDouble(b ->
                                        seconds(Duration.between(b.renderedAt(), clock.instant())))
                                .max()
                                .orElse(0));
        bucket(metrics, published);
    }

    private static void bucket(Metrics metrics, PublishedPages published) {
        metrics.gauge(
                "bellwether.pages.bucket.up.to.date",
                "Whether the bucket was last written without trouble; without a bucket 1",
                () -> published.bucket().flatMap(BucketState::trouble).isPresent() ? 0 : 1);
        metrics.counter(
                "bellwether.pages.bucket.files",
                "Files put into the bucket or deleted there",
                () -> published.bucket().map(BucketState::written).orElse(0L));
        metrics.counter(
                "bellwether.pages.bucket.failures",
                "Times the bucket could not be written",
                () -> published.bucket().map(BucketState::failures).orElse(0L));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
