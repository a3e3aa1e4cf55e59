package dev.bellwether.model;

/// A schedule is gone.
public record ScheduleRemoved(ScheduleId schedule, Actor actor) implements Fact {}
