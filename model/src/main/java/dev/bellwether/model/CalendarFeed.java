package dev.bellwether.model;

import java.time.Instant;
import java.util.Optional;

/// A calendar that a program may fetch by an address that is its own password. The address is told
/// once, when it is made.
///
/// @param schedule whose shifts; empty for all schedules
/// @param person whose shifts; empty for everybody's
/// @param madeFor who has it
/// @param lastReadAt to the hour
public record CalendarFeed(
        FeedId id,
        OrganizationId organization,
        Optional<ScheduleId> schedule,
        Optional<PersonId> person,
        PersonId madeFor,
        Instant madeAt,
        Optional<Instant> lastReadAt) {}
