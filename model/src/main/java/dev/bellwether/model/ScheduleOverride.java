package dev.bellwether.model;

import java.time.Instant;
import java.util.Optional;

/// A time in which somebody else is on call than the layers say.
///
/// @param person who comes; empty for REMOVE
/// @param replaces who goes; empty for ADD, and for a REPLACE of whoever it may be
/// @param start whole seconds; belongs to it
/// @param end whole seconds; does not
/// @param by who made it
public record ScheduleOverride(
        OverrideId id,
        OrganizationId organization,
        ScheduleId schedule,
        Kind kind,
        Optional<PersonId> person,
        Optional<PersonId> replaces,
        Instant start,
        Instant end,
        String note,
        Actor by) {
    public enum Kind {
        /// `person` is on call beside the others.
        ADD,
        /// `replaces` is not on call.
        REMOVE,
        /// `person` is on call wherever `replaces` would be, or in place of everybody.
        REPLACE
    }

    /// True when it says who is on call whatever the layers say.
    public boolean isForAll() {
        return kind == Kind.REPLACE && replaces.isEmpty();
    }

    public boolean covers(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }
}
