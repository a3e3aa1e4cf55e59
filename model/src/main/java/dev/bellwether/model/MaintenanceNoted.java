package dev.bellwether.model;

/// A line on a maintenance's private timeline: a signal that arrived while it was under way and
/// opened nothing.
public record MaintenanceNoted(MaintenanceId maintenance, String text, Actor actor)
        implements Fact {}
