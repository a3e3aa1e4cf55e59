package dev.bellwether.model;

/// A line on an incident's private timeline that changes nothing else: evidence, a suspect, a note,
/// what automation would have done.
public record TimelineNoted(IncidentId incident, String text, Actor actor) implements Fact {}
