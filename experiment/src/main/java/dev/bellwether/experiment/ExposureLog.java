package dev.bellwether.experiment;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.model.Job;
import dev.bellwether.model.SiteId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Tells the event store what was served, where a protocol's clients do not tell it themselves.
/// Whoever serves waits for nothing: exposures stand in a queue of [#ROOM] and are written together
/// ten times a second. Safe for many threads.
///
/// A process that is killed loses those of the last tenth of a second; a queue that is full, while
/// the event store is away, loses what comes then, counted. Neither is forgotten for good: whoever
/// is served again the same day is told of again, for only what was taken in is remembered.
public final class ExposureLog implements Job {
    static final int ROOM = 100_000;

    private static final int REMEMBERED = 1 << 20;
    private static final int AT_ONCE = 20_000;
    private static final Duration BEAT = Duration.ofMillis(100);

    /// @param written made durable
    /// @param lost for want of room
    /// @param waiting to be written
    public record Health(long written, long lost, int waiting) {}

    private final EventStore events;
    private final ArrayBlockingQueue<Exposure> queue = new ArrayBlockingQueue<>(ROOM);

    /// Hashes of what was told lately, each in the one place that it may have.
    private final AtomicLongArray told = new AtomicLongArray(REMEMBERED);

    /// Nobody outside can find two exposures of one hash.
    private final long seed = new SecureRandom().nextLong();

    private final LongAdder written = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private List<Exposure> unwritten = List.of();

    ExposureLog(EventStore events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "exposures";
    }

    /// Takes it in, unless it was told lately. Never waits.
    public void add(Exposure exposure) {
        long hash = hash(exposure);
        int place = (int) (hash & (REMEMBERED - 1));
        if (told.get(place) == hash) {
            return;
        }
        if (queue.offer(exposure)) {
            told.set(place, hash);
        } else {
            lost.increment();
        }
    }

    private long hash(Exposure exposure) {
        long hash = seed;
        hash = mix(hash, exposure.site().value());
        hash = mix(hash, exposure.campaign());
        hash = mix(hash, exposure.variation());
        hash = mix(hash, exposure.visitor());
        hash = (hash ^ exposure.at().getEpochSecond() / 86_400) * 0x9E3779B97F4A7C15L;
        return hash ^ hash >>> 32;
    }

    private static long mix(long hash, String text) {
        long mixed = hash ^ text.length();
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 29;
        }
        return mixed;
    }

    @Override
    public Instant run(Instant now) {
        write();
        return now.plus(BEAT);
    }

    /// Writes all that waits, or what can be written.
    synchronized void write() {
        while (true) {
            List<Exposure> batch = new ArrayList<>(unwritten);
            queue.drainTo(batch, AT_ONCE - batch.size());
            if (batch.isEmpty()) {
                return;
            }
            unwritten = batch;
            Map<SiteId, List<Event>> bySite = new LinkedHashMap<>();
            batch.forEach(one ->
                    bySite.computeIfAbsent(one.site(), site -> new ArrayList<>()).add(one.event()));
            try {
                bySite.forEach(events::take);
            } catch (EventsUnavailable e) {
                // The store's own health says why. They are sent again, with the same ids.
                return;
            }
            unwritten = List.of();
            written.add(batch.size());
        }
    }

    public Health health() {
        return new Health(written.sum(), lost.sum(), queue.size());
    }
}
