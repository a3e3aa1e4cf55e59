package dev.bellwether.api;

import dev.bellwether.analytics.EventBatch;
import dev.bellwether.analytics.EventReader;
import dev.bellwether.analytics.EventRefused;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.analytics.UnreadableBatch;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.People;
import dev.bellwether.people.Scope;
import dev.bellwether.store.StoreUnavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;

/// Takes batches of visitors' events: `POST /ingest/events` in JSON or NDJSON, and `POST /track` as
/// GrowthBook's plugin posts them. By the site's key, or by a token with the right WRITE that names
/// the site. Answered when what was kept is durable.
final class EventDoor {
    static final String EVENTS = "/ingest/events";
    static final String TRACK = "/track";

    /// Bytes of a body, as it comes and unpacked.
    static final int LARGEST = 8 << 20;

    private static final int AT_ONCE = 16;
    private static final int MOST_TOLD = 1_000;
    private static final Duration AGAIN = Duration.ofSeconds(2);

    /// @param query its parameters, decoded
    /// @param address of whoever sends
    record Post(
            String path,
            Map<String, String> query,
            String authorization,
            String type,
            String encoding,
            String address,
            InboundGate.Body body) {}

    record Problem(int index, String reason) {}

    /// @param problems the first 1,000 rows that were not kept
    record Answer(int kept, int refused, List<Problem> problems) {}

    record Trouble(String error) {}

    private final People people;
    private final EventStore events;
    private final InstantSource clock;
    private final Buckets strangers;
    private final Semaphore room = new Semaphore(AT_ONCE);

    EventDoor(People people, EventStore events, ApiSettings settings, InstantSource clock) {
        this.people = people;
        this.events = events;
        this.clock = clock;
        this.strangers = new Buckets(clock, settings.perAddress());
    }

    static boolean isOurs(String path) {
        return path.equals(EVENTS) || path.equals(TRACK);
    }

    SenderAnswer answer(Post post) {
        try {
            Optional<Site> site = site(post);
            if (site.isEmpty()) {
                events.count(EventRefused.Cause.UNKNOWN_SITE, 1);
                strangers.take(post.address());
                return trouble(
                        401,
                        "This key is of no site. Send 'Authorization: Bearer site-…', ?key=site-…,"
                                + " or a token with the right WRITE and ?site=ID");
            }
            if (post.body().tooLarge()) {
                return tooLarge();
            }
            room.acquire();
            try {
                return take(site.get(), post);
            } finally {
                room.release();
            }
        } catch (UnreadableBatch e) {
            return trouble(400, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            return trouble(400, String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            return trouble(400, "The body is not JSON: " + e.getOriginalMessage());
        } catch (EventsUnavailable e) {
            return trouble(503, String.valueOf(e.getMessage())).after(AGAIN);
        } catch (StoreUnavailable e) {
            return trouble(503, "The database does not answer").after(AGAIN);
        } catch (Refused e) {
            return trouble(429, "Too many requests with keys of no site").after(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed();
        }
    }

    private Optional<Site> site(Post post) {
        String[] words = post.authorization().split(" ", 2);
        String shown =
                words.length == 2 && words[0].equalsIgnoreCase("bearer") ? words[1].strip() : "";
        String key =
                shown.isEmpty()
                        ? post.query()
                                .getOrDefault("key", post.query().getOrDefault("client_key", ""))
                        : shown;
        if (!key.startsWith("bw_")) {
            return people.sites().byKey(key);
        }
        return people.tokens()
                .authenticate(key)
                .filter(by -> by.may(Scope.WRITE))
                .flatMap(by ->
                        id(post.query().getOrDefault("site", ""))
                                .flatMap(id -> people.sites().find(by.organization(), id)));
    }

    private static Optional<SiteId> id(String text) {
        try {
            return Optional.of(new SiteId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private SenderAnswer take(Site site, Post post) {
        Optional<byte[]> plain = unpacked(post);
        if (plain.isEmpty()) {
            return tooLarge();
        }
        EventBatch batch = read(post, plain.get(), site);
        batch.refused().forEach(row -> events.count(row.cause(), 1));
        events.take(site.id(), batch.events());
        int refused = batch.refused().size();
        return SenderAnswer.of(
                batch.events().isEmpty() && refused > 0 ? 422 : 200,
                new Answer(
                        batch.events().size(),
                        refused,
                        batch.refused().stream()
                                .limit(MOST_TOLD)
                                .map(row -> new Problem(row.index(), row.reason()))
                                .toList()));
    }

    private EventBatch read(Post post, byte[] body, Site site) {
        Instant now = clock.instant();
        Instant oldest = site.oldest(now);
        if (post.path().equals(TRACK)) {
            return EventReader.json(TrackedEvents.rows(body), now, oldest);
        }
        String type = post.type().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/x-ndjson", "application/ndjson", "application/jsonl" ->
                    EventReader.lines(body, now, oldest);
            default -> EventReader.json(body, now, oldest);
        };
    }

    /// Empty when there is too much in it.
    private static Optional<byte[]> unpacked(Post post) {
        if (!post.encoding().equalsIgnoreCase("gzip")) {
            return Optional.of(post.body().bytes());
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(post.body().bytes()))) {
            byte[] plain = in.readNBytes(LARGEST + 1);
            return plain.length > LARGEST ? Optional.empty() : Optional.of(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("The body is not gzip: " + e.getMessage(), e);
        }
    }

    static SenderAnswer tooLarge() {
        return trouble(413, "The body is too large; allowed: at most " + LARGEST + " bytes")
                .closing();
    }

    static SenderAnswer cutShort() {
        return trouble(408, "The body did not come whole in time").closing();
    }

    static SenderAnswer crowded() {
        return trouble(503, "Too much is sent at once").after(AGAIN).closing();
    }

    static SenderAnswer failed() {
        return trouble(500, "It could not be answered; send it again, with the same ids");
    }

    private static SenderAnswer trouble(int status, String why) {
        return SenderAnswer.of(status, new Trouble(why));
    }
}
