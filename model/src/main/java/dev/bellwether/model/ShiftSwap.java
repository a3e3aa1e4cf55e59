package dev.bellwether.model;

import java.time.Instant;
import java.util.Optional;

/// One person asks another to take a time of theirs, for a time of the other's or as a favour.
///
/// @param from who asks
/// @param gives a time in which `from` is on call
/// @param to who is asked
/// @param takes a time in which `to` is on call; empty for a favour
public record ShiftSwap(
        SwapId id,
        OrganizationId organization,
        ScheduleId schedule,
        PersonId from,
        Time gives,
        PersonId to,
        Optional<Time> takes,
        String note,
        State state,
        Instant askedAt,
        Optional<Instant> answeredAt) {
    public enum State {
        ASKED,
        ACCEPTED,
        DECLINED,
        /// Taken back by who asked.
        WITHDRAWN,
        /// Nobody answered before the first of the two times began.
        EXPIRED
    }

    /// From `start` until before `end`.
    public record Time(Instant start, Instant end) {}

    /// When the first of its times begins.
    public Instant begins() {
        return takes.map(Time::start).filter(gives.start()::isAfter).orElse(gives.start());
    }
}
