package dev.bellwether.oncall;

import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleOverride.Kind;
import java.time.Instant;
import java.util.Optional;

/// An override as its author wants it.
///
/// @param person who comes; left out for REMOVE
/// @param replaces who goes; left out for ADD, and for a REPLACE of whoever it may be
/// @param start when it begins; now when that is past
public record OverrideDraft(
        Kind kind,
        Optional<PersonId> person,
        Optional<PersonId> replaces,
        Instant start,
        Instant end,
        String note) {}
