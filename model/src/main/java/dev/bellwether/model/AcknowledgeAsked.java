package dev.bellwether.model;

/// The sender of an alert says that somebody has it: whoever is being paged for the incident is
/// left in peace.
public record AcknowledgeAsked(IncidentId incident, Actor actor) implements Fact {}
