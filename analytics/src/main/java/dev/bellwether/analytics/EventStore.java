package dev.bellwether.analytics;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door to visitors' events: takes them durably, keeps each once, forgets a visitor. Safe for
/// many threads.
///
/// What is acknowledged stands on the disk, in a log of our own whose one sync is shared by all who
/// wait; it is in the tables (DuckDB's, or ClickHouse's), and so in answers, a moment later. See
/// docs/decisions/events.md.
public final class EventStore implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// How long a start waits for a server.
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private static final String WHAT = "The event store";
    private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);

    private final EventSettings settings;
    private final InstantSource clock;
    private final EventLog log;
    private final EventWriter writer;
    private final AtomicLong taken = new AtomicLong();
    private final LongAdder[] refused =
            Stream.generate(LongAdder::new)
                    .limit(EventRefused.Cause.values().length)
                    .toArray(LongAdder[]::new);
    private final DuckThread applying = thread("events-apply");
    private final DuckThread reading = thread("events-read");

    private final Map<String, EventStore> regions = new TreeMap<>();
    private final Map<SiteId, String> regionOf;

    private EventStore(EventSettings settings, EventRegions regions, InstantSource clock) {
        this.regionOf = regions.sites();
        regions.stores().forEach((name, own) -> this.regions.put(name, open(own, clock)));
        var files = new LogFiles(settings.log());
        this.settings = settings;
        this.clock = clock;
        this.log = new EventLog(files, EventSettings.SEGMENT, clock);
        this.writer = new EventWriter(settings, files, new LogReader(files, log));
    }

    private static DuckThread thread(String name) {
        return new DuckThread(name, WHAT, EventsUnavailable::new);
    }

    /// Never fails: what the last process left in the log is applied, and where the tables cannot
    /// be opened now, the job `events-apply` tries again and [#health] says why.
    public static EventStore open(EventSettings settings, InstantSource clock) {
        return open(settings, EventRegions.NONE, clock);
    }

    /// The same with regions. Each has a log, tables and threads of its own: what befalls one is no
    /// other's trouble.
    public static EventStore open(
            EventSettings settings, EventRegions regions, InstantSource clock) {
        var store = new EventStore(settings, regions, clock);
        try {
            store.apply(settings.clickHouse().isPresent() ? ELSEWHERE : PATIENCE);
        } catch (EventsUnavailable e) {
            LOG.warn("Events are still being brought into the tables: {}", e.getMessage());
        }
        return store;
    }

    /// Where a site's events are; this store itself for sites of no region.
    public EventStore of(SiteId site) {
        String region = regionOf.get(site);
        return region == null ? this : Objects.requireNonNull(regions.get(region));
    }

    /// Regions by their names.
    public Map<String, EventStore> regions() {
        return Collections.unmodifiableMap(regions);
    }

    /// `events-apply` (from the log into the tables) and `events-retention`, of each region too.
    ///
    /// @param oldest at a time, before what each site keeps nothing
    public List<Job> jobs(Function<Instant, Map<SiteId, Instant>> oldest) {
        return Stream.concat(
                        jobs("", this, oldest),
                        regions.entrySet().stream()
                                .flatMap(one -> jobs("-" + one.getKey(), one.getValue(), oldest)))
                .toList();
    }

    private Stream<Job> jobs(
            String name, EventStore store, Function<Instant, Map<SiteId, Instant>> oldest) {
        return Stream.of(
                new EventJob("events-apply" + name, store),
                new EventRetentionJob(
                        "events-retention" + name,
                        store,
                        now -> {
                            var own = new HashMap<>(oldest.apply(now));
                            own.keySet().removeIf(site -> of(site) != store);
                            return own;
                        }));
    }

    /// Counts what was not kept; see [#health].
    public void count(EventRefused.Cause cause, int rows) {
        refused[cause.ordinal()].add(rows);
    }

    private Map<EventRefused.Cause, Long> refused() {
        var counts = new EnumMap<EventRefused.Cause, Long>(EventRefused.Cause.class);
        for (EventRefused.Cause cause : EventRefused.Cause.values()) {
            counts.put(cause, refused[cause.ordinal()].sum());
        }
        return Map.copyOf(counts);
    }

    /// Returns when the events are durable. An event whose id an earlier one of the site has
    /// changes nothing.
    ///
    /// @throws EventsUnavailable when they may not be: to be sent again, with the same ids
    public void take(SiteId site, List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        if (of(site) != this) {
            of(site).take(site, events);
            return;
        }
        write(new LogEntry.Arrived(site, clock.instant(), events));
        taken.addAndGet(events.size());
    }

    /// Deletes all that the visitor did until now; what comes later under the same name is of a
    /// visitor nobody knew. Returns when it is deleted.
    ///
    /// @throws EventsUnavailable when it could not be promised, or not be done yet
    public void forget(SiteId site, String visitor) {
        if (of(site) != this) {
            of(site).forget(site, visitor);
            return;
        }
        write(new LogEntry.Forget(site, visitor));
        apply();
        writer.trouble()
                .ifPresent(trouble -> {
                    throw new EventsUnavailable(
                            "The visitor will be deleted, and is not yet: " + trouble.why());
                });
    }

    private void write(LogEntry entry) {
        if (writer.waitingBytes() > settings.mostWaiting()) {
            throw new EventsUnavailable(
                    "%d bytes of events wait for the tables already; at most %d may"
                            .formatted(writer.waitingBytes(), settings.mostWaiting()));
        }
        try {
            log.append(entry).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof EventsUnavailable why
                    ? why
                    : new EventsUnavailable("Events cannot be written", e);
        }
    }

    /// The events of a site that arrived last, the newest first; those of the last second may not
    /// be in it yet.
    ///
    /// @param limit 1 to 1,000,000
    /// @throws EventsUnavailable when it cannot be answered now
    public List<Event> latest(SiteId site, int limit) {
        if (limit < 1 || limit > 1_000_000) {
            throw new InvalidInput("limit", "'" + limit + "' is not allowed; allowed: 1-1000000");
        }
        if (of(site) != this) {
            return of(site).latest(site, limit);
        }
        return reading.call(
                () -> writer.opened().latest(site, limit, settings.queryLimit()),
                settings.queryLimit().multipliedBy(2));
    }

    /// Answers a question about all that is in the tables, as it was at one moment; of a site in a
    /// region, ask the store that [#of] tells. Questions wait for each other.
    ///
    /// @param limit how long it may take
    /// @throws EventsUnavailable when it cannot be answered now, or the events are in ClickHouse
    public <T> T ask(EventQuestion<T> question, Duration limit) {
        return reading.call(() -> writer.opened().ask(question), limit);
    }

    /// The same of whatever tables the events stand in.
    ///
    /// @param feature that asks, for the log of a server that others use too
    /// @throws EventsUnavailable when it cannot be answered now
    public <T> T view(String feature, EventView.Question<T> question, Duration limit) {
        return reading.call(() -> writer.opened().view(feature, question, limit), limit);
    }

    /// Whose tables the events stand in.
    public EventView.Engine engine() {
        return settings.clickHouse().isPresent()
                ? EventView.Engine.CLICKHOUSE
                : EventView.Engine.DUCKDB;
    }

    /// Deletes what happened in the site before `oldest`.
    ///
    /// @return events deleted
    /// @throws EventsUnavailable when it cannot be done now
    public long retain(SiteId site, Instant oldest) {
        return of(site) == this
                ? applying.call(() -> writer.retain(site, oldest), PATIENCE)
                : of(site).retain(site, oldest);
    }

    /// Brings all that is durable into the tables, now; not that of regions.
    public void apply() {
        apply(PATIENCE);
    }

    private void apply(Duration patience) {
        applying.call(() -> writer.apply(clock.instant()), patience);
    }

    /// Of this store without its regions.
    public EventHealth health() {
        return writer.health(taken.get(), refused(), log.syncs());
    }

    /// Writes what waits, applies it and closes the file.
    @Override
    public void close() {
        regions.values().forEach(EventStore::close);
        reading.close();
        log.close();
        applying.call(
                () -> {
                    writer.apply(clock.instant());
                    writer.close();
                    return true;
                },
                PATIENCE);
        applying.close();
    }
}
