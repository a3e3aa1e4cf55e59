package dev.bellwether.guard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// With how much memory a query is to run, and in which lane; and what its run has taught.
final class Planner {
    private final GuardSettings settings;
    private final Forecasts forecasts;
    private final List<NodeKeeper> nodes;
    private final InstantSource clock;

    Planner(
            GuardSettings settings,
            Forecasts forecasts,
            List<NodeKeeper> nodes,
            InstantSource clock) {
        this.settings = settings;
        this.forecasts = forecasts;
        this.nodes = nodes;
        this.clock = clock;
    }

    /// @param node the only one that it may run on, if any
    Ask ask(Query query, Optional<String> node) {
        Instant now = clock.instant();
        Lane lane = Lane.PROBE;
        long bytes = settings.probe();
        if (query.isKill()) {
            lane = Lane.URGENT;
        } else if (query.statement() instanceof Statement.Read(_, Fingerprint form, Shape shape)
                && forecasts.of(form.hash(), shape.family(), 0, now) instanceof Forecast.Known known
                && nodes.stream().noneMatch(one -> one.suspects(form.hash()))) {
            bytes = known.bytes();
            lane = laneOf(bytes);
        }
        return new Ask(
                query.id(),
                new Ask.Flow(query.user(), query.origin().feature()),
                lane,
                bytes,
                now.plus(settings.patience()),
                node,
                query.isRepeatableRead());
    }

    private Lane laneOf(long bytes) {
        return bytes > settings.room() / 4 ? Lane.HEAVY : Lane.INTERACTIVE;
    }

    /// With how much it is to run again: four times what was too little, or what its form or family
    /// needed.
    long more(Statement statement, long cap) {
        long like = 0;
        if (statement instanceof Statement.Read(_, Fingerprint form, Shape shape)) {
            like =
                    switch (forecasts.of(form.hash(), shape.family(), 0, clock.instant())) {
                        case Forecast.Known known -> known.bytes();
                        case Forecast.Unknown unknown -> unknown.family();
                    };
        }
        return Math.max(like, cap * 4);
    }

    /// It ran out of memory with this cap.
    void ranOut(Statement statement, long cap) {
        if (statement instanceof Statement.Read(_, Fingerprint form, Shape shape)) {
            forecasts.ended(form.hash(), shape.family(), 0, cap, true, clock.instant());
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
                        0,
                        Math.max(1, flight.peak()),
                        false,
                        clock.instant());
            } else if (flight.cap() > 0) {
                forecasts.fitted(form.hash(), flight.cap());
            }
        }
    }
}
