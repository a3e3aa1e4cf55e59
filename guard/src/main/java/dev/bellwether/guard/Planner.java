package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongPredicate;

/// With how much memory a query is to run, and in which lane; and what its run has taught.
final class Planner {
    private final GuardSettings settings;
    private final Forecasts forecasts;
    private final LongPredicate suspects;
    private final InstantSource clock;

    /// @param suspects which forms were in flight when a node died
    Planner(
            GuardSettings settings,
            Forecasts forecasts,
            LongPredicate suspects,
            InstantSource clock) {
        this.settings = settings;
        this.forecasts = forecasts;
        this.suspects = suspects;
        this.clock = clock;
    }

    /// @param rows that it is expected to read; 0 when nobody can tell
    /// @param node the only one that it may run on, if any
    Ask ask(Query query, long rows, Optional<String> node) {
        Instant now = clock.instant();
        Place place =
                query.isKill()
                        ? new Place(Lane.URGENT, settings.probe())
                        : switch (query.statement()) {
                            case Statement.Read read -> known(query, read, rows, now);
                            case Statement.Unread _ when query.asked().isRead() -> probe();
                            case Statement.Unread _ -> roomy(0);
                        };
        return new Ask(
                query.id(),
                new Ask.Flow(query.user(), query.origin().feature()),
                query.isBatch() ? standingBack(place.lane()) : place.lane(),
                place.bytes(),
                now.plus(settings.patience()),
                node,
                query.isRepeatableRead());
    }

    /// The lane of a query for which nobody waits. What is not known stays a probe, for a probe's
    /// share is the smaller one, until it has shown what it needs.
    private static Lane standingBack(Lane lane) {
        return switch (lane) {
            case URGENT, PROBE, QUARANTINE -> lane;
            case INTERACTIVE, HEAVY, BATCH -> Lane.BATCH;
        };
    }

    /// The lane of a query that ran out of memory, for its next run. As long as that needs no more
    /// than a probe gets it keeps its place: a dashboard that a little more is enough for must not
    /// wait until reports have ended.
    Lane again(Query query, Lane lane, long bytes) {
        if (bytes <= settings.probe()) {
            return lane;
        }
        return query.isBatch() ? Lane.BATCH : Lane.HEAVY;
    }

    /// What is asked for a query whose node died under it, for its second run: it is a suspect, as
    /// its form will be once the node is found to have died. The time that it ran is no time that
    /// it waited.
    ///
    /// @param begun when it was sent
    Ask afterDeath(Ask before, Instant begun) {
        boolean keepsPlace = before.bytes() <= settings.probe() || before.lane() == Lane.QUARANTINE;
        return before.promoted(
                keepsPlace ? before.lane() : Lane.PROBE,
                Math.min(before.bytes(), settings.probe()),
                before.deadline().plus(Duration.between(begun, clock.instant())));
    }

    /// Where a query goes, and the bytes it asks for.
    private record Place(Lane lane, long bytes) {}

    private Place known(Query query, Statement.Read read, long rows, Instant now) {
        long form = read.fingerprint().hash();
        boolean mayFail = query.isRepeatableRead() || isAboutTheServer(read.shape());
        // First, for what is forecast last is what people see.
        Forecast whatever = forecasts.of(form, read.shape().family(), 0, now);
        Place place =
                switch (forecasts.of(form, read.shape().family(), rows, now)) {
                    case Forecast.Known known -> {
                        long bytes = mayFail ? tried(known, whatever) : withRoom(known.bytes());
                        yield new Place(
                                bytes > settings.room() / 4 ? Lane.HEAVY : Lane.INTERACTIVE, bytes);
                    }
                    case Forecast.Unknown _ when mayFail -> probe();
                    case Forecast.Unknown unknown -> roomy(unknown.family());
                };
        boolean isSuspect = place.bytes() > settings.probe() && suspects.test(form);
        return isSuspect ? suspect(mayFail) : place;
    }

    /// A suspect gets what a probe gets. One whose place is no larger than that anyway is none: its
    /// cap alone keeps it from ending a node, and a dashboard must not wait for a probe's turn.
    private Place suspect(boolean mayFail) {
        // Where heavy queries stay out, so does a suspect.
        return mayFail ? probe() : new Place(Lane.HEAVY, settings.room() / 8);
    }

    /// Of more rows than its form ever read, what is forecast is a guess, and may be all of a node.
    /// As it may be run again, it begins with four times what it ever needed at most, as if it had
    /// run out of that.
    ///
    /// @param whatever of its form, whatever rows it reads
    private static long tried(Forecast.Known known, Forecast whatever) {
        return switch (whatever) {
            case Forecast.Known most -> Math.min(known.bytes(), most.bytes() * 4);
            case Forecast.Unknown _ -> known.bytes();
        };
    }

    private Place probe() {
        return new Place(Lane.PROBE, settings.probe());
    }

    /// For what is not known and cannot be run again: a quarter of the room, and what its like
    /// needed up to a half. In the heavy lane, so that many of them leave something to others.
    private Place roomy(long like) {
        long room = settings.room();
        return new Place(Lane.HEAVY, Math.max(room / 4, Math.min(like, room / 2)));
    }

    private static boolean isAboutTheServer(Shape shape) {
        return switch (shape.kind()) {
            case TELL, KILL, SESSION -> true;
            case SELECT, INSERT, CHANGE -> false;
        };
    }

    /// For what cannot be run again, so that a cap that is too small would be an error: twice what
    /// it was seen to need, an eighth of the room at least. Seen peaks are those of looks.
    private long withRoom(long known) {
        return Math.max(settings.room() / 8, Math.min(known * 2, settings.room() / 2));
    }

    /// With how much it is to run again: four times what was too little, or what its form or family
    /// needed.
    long more(Statement statement, long rows, long cap) {
        long like = 0;
        if (statement instanceof Statement.Read(_, Fingerprint form, Shape shape)) {
            like =
                    switch (forecasts.of(form.hash(), shape.family(), rows, clock.instant())) {
                        case Forecast.Known known -> known.bytes();
                        case Forecast.Unknown unknown -> unknown.family();
                    };
        }
        return Math.max(like, cap * 4);
    }

    /// It ran out of memory with its cap.
    void ranOut(Flight flight) {
        if (flight.statement() instanceof Statement.Read(_, Fingerprint form, Shape shape)) {
            forecasts.ended(
                    form.hash(),
                    shape.family(),
                    flight.expected(),
                    flight.cap(),
                    true,
                    clock.instant());
        }
    }

    /// It came to its end. Where it was seen on the node its peak is learnt; one that was too short
    /// to be seen has shown that its cap is enough.
    void ended(Flight flight) {
        if (flight.statement() instanceof Statement.Read(_, Fingerprint form, Shape shape)) {
            if (flight.looks() > 0) {
                forecasts.ended(
                        form.hash(),
                        shape.family(),
                        flight.expected(),
                        Math.max(1, flight.peak()),
                        false,
                        clock.instant());
            } else if (flight.cap() > 0) {
                forecasts.fitted(form.hash(), flight.cap());
            }
        }
    }
}
