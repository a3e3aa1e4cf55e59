package dev.bellwether.model;

import java.time.Instant;

/// A schedule was made or changed, and says who is on call from an instant on. What was before it
/// stays.
public record ScheduleChanged(Schedule schedule, Instant from, Actor actor) implements Fact {}
