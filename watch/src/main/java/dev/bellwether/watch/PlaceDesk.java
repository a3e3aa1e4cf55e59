package dev.bellwether.watch;

import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Node;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where places sign in, fetch work and bring answers; see [PlaceWire]. Takes and gives JSON, so
/// that whoever owns the HTTP server needs to know nothing of it. Safe for many threads.
public final class PlaceDesk implements Probers, Job {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceDesk.class);

    /// How long a request for work is held open.
    private static final Duration HOLD = Duration.ofSeconds(5);

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration KEEP = Duration.ofMinutes(10);

    /// A place that was silent for this long is no more among those that are asked.
    private static final Duration LEFT = Duration.ofSeconds(15);

    private static final int MOST_SESSIONS = 200;

    private final Store store;
    private final Prober local;
    private final UnaryOperator<Prober> opening;
    private final InstantSource clock;
    private final Duration hold;
    private final Map<String, RemotePlace> sessions = new ConcurrentHashMap<>();
    private final Map<String, String> replaced = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private Instant lookAt = Instant.EPOCH;

    PlaceDesk(Store store, Prober local, UnaryOperator<Prober> opening, InstantSource clock) {
        this(store, local, opening, clock, HOLD);
    }

    /// @param opening puts before a place what opens the secrets of checks
    /// @param hold how long a request for work is held open
    PlaceDesk(
            Store store,
            Prober local,
            UnaryOperator<Prober> opening,
            InstantSource clock,
            Duration hold) {
        this.opening = opening;
        this.hold = hold;
        this.store = store;
        this.local = opening.apply(local);
        this.clock = clock;
    }

    /// A place signs in.
    ///
    /// @return what it is told, as JSON
    /// @throws PlaceRefused when the token is none of ours, or the message cannot be read
    /// @throws StoreUnavailable when nobody can tell whether the token is good
    public String hello(String token, String body) {
        PlaceWire.Hello hello = read(body, PlaceWire.Hello.class);
        Place known =
                store.read(sql -> PlaceRows.byToken(sql, Tokens.digest(token)))
                        .orElseThrow(() ->
                                new PlaceRefused(
                                        PlaceRefused.Reason.TOKEN,
                                        "this token was revoked, or never issued here"));
        Place place = moved(known, hello);
        Instant now = clock.instant();
        boolean isServed =
                ofPlace(place.id())
                        .filter(p -> p.probeId().equals(hello.probe()) && !p.isSilent(now))
                        .isPresent();
        return Json.write(welcome(place, isServed ? "" : open(place, hello)));
    }

    /// Waits for something to do.
    public String work(String body) throws InterruptedException {
        PlaceWire.Poll poll = read(body, PlaceWire.Poll.class);
        return Json.write(session(poll.session()).work(poll, hold));
    }

    /// Takes what a place saw.
    public String answers(String body) {
        PlaceWire.Answers answers = read(body, PlaceWire.Answers.class);
        int counted = session(answers.session()).take(answers.answers());
        return Json.write(new PlaceWire.Taken(clock.instant(), counted));
    }

    @Override
    public List<Prober> of(OrganizationId organization) {
        var probers = new ArrayList<Prober>(List.of(local));
        sessions.values().stream()
                .filter(place -> !place.hasEnded() && place.row().serves(organization))
                .sorted(Comparator.comparing(RemotePlace::place))
                .forEach(place -> probers.add(opening.apply(place)));
        return probers;
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public String name() {
        return "watch-places";
    }

    @Override
    public Instant run(Instant now) {
        for (RemotePlace place : sessions.values()) {
            place.sweep(now);
            if (place.isSilent(now.minus(LEFT.minus(RemotePlace.SILENT)))) {
                leave(place, "this place fell silent");
            }
        }
        if (!now.isBefore(lookAt)) {
            lookAt = now.plus(LOOK);
            try {
                look(now);
            } catch (StoreUnavailable e) {
                // Who is signed in stays so while the database is gone.
                return now.plus(EVERY);
            }
        }
        return now.plus(EVERY);
    }

    /// Places connected to this node, as it sees them.
    public List<PlaceView> here() {
        Instant now = clock.instant();
        return sessions.values().stream()
                .map(place -> PlaceBook.view(place.row(), Optional.of(place.sight(now)), now))
                .toList();
    }

    void close() {
        sessions.values().forEach(place -> leave(place, "this node is shutting down"));
    }

    /// Ends the sessions of places that were revoked, and tells the other nodes what is seen here.
    private void look(Instant now) {
        if (sessions.isEmpty()) {
            return;
        }
        Map<String, Place> known =
                store.read(PlaceRows::all).stream()
                        .collect(Collectors.toMap(Place::id, Function.identity()));
        for (RemotePlace place : sessions.values()) {
            if (!known.containsKey(place.row().id())) {
                leave(place, "this place was revoked");
            }
        }
        List<PlaceSights.Sight> sights =
                sessions.values().stream().map(place -> place.sight(now)).toList();
        store.run(tx -> {
            PlaceSights.save(tx, store.nodes().me(), sights);
            PlaceSights.forget(tx, now.minus(KEEP));
        });
    }

    private synchronized String open(Place place, PlaceWire.Hello hello) {
        for (RemotePlace before : List.copyOf(sessions.values())) {
            if (before.row().id().equals(place.id())) {
                leave(before, "this place signed in again");
                if (!before.probeId().equals(hello.probe())) {
                    replaced.put(before.session(), place.name());
                }
            }
        }
        if (replaced.size() > MOST_SESSIONS) {
            replaced.clear();
        }
        if (sessions.size() >= MOST_SESSIONS) {
            throw new PlaceRefused(
                    PlaceRefused.Reason.REPLACED,
                    MOST_SESSIONS + " places are connected to this node already");
        }
        String session = Tokens.token();
        sessions.put(session, new RemotePlace(place, session, hello, clock));
        version.incrementAndGet();
        LOG.info("Place {} is connected", place.name());
        return session;
    }

    private synchronized void leave(RemotePlace place, String why) {
        if (sessions.remove(place.session()) != null) {
            version.incrementAndGet();
            LOG.info("Place {} is asked no more: {}", place.place(), why);
        }
        place.end(why);
    }

    private RemotePlace session(String id) {
        RemotePlace place = sessions.get(id);
        if (place != null) {
            return place;
        }
        throw replaced.containsKey(id)
                ? new PlaceRefused(
                        PlaceRefused.Reason.REPLACED,
                        "another process signed in with the token of place " + replaced.get(id))
                : new PlaceRefused(PlaceRefused.Reason.SESSION, "this session is over");
    }

    private Optional<RemotePlace> ofPlace(String id) {
        return sessions.values().stream().filter(p -> p.row().id().equals(id)).findFirst();
    }

    private PlaceWire.Welcome welcome(Place place, String session) {
        Map<String, String> addresses = new HashMap<>();
        if (store.isShared()) {
            for (Node node : store.nodes().list()) {
                if (node.isAlive() && !node.address().isEmpty()) {
                    addresses.put(node.id(), node.address());
                }
            }
        }
        String me = store.nodes().me();
        String own = addresses.getOrDefault(me, "");
        addresses.remove(me);
        return new PlaceWire.Welcome(
                PlaceWire.PROTOCOL,
                session,
                place.name(),
                me,
                own,
                List.copyOf(addresses.values()),
                clock.instant());
    }

    /// Where a place is, it may say itself.
    private Place moved(Place known, PlaceWire.Hello hello) {
        var said =
                new PlaceDraft(known.name(), hello.region(), hello.latitude(), hello.longitude());
        try {
            said.require();
        } catch (dev.bellwether.model.InvalidInput e) {
            throw new PlaceRefused(PlaceRefused.Reason.MESSAGE, String.valueOf(e.getMessage()));
        }
        var place =
                new Place(
                        known.id(),
                        known.organization(),
                        known.name(),
                        hello.region().orElse(known.region()),
                        hello.latitude().or(known::latitude),
                        hello.longitude().or(known::longitude),
                        known.createdAt());
        if (!place.equals(known)) {
            store.run(tx -> PlaceRows.move(tx, place));
        }
        return place;
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return Objects.requireNonNull(Json.read(body, type));
        } catch (RuntimeException e) {
            throw new PlaceRefused(
                    PlaceRefused.Reason.MESSAGE, "this is no message of the protocol");
        }
    }
}
