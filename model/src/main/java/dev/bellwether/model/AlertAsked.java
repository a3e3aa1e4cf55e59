package dev.bellwether.model;

/// The sender of an alert wants something done with it, by whoever it pages for the incident.
public record AlertAsked(IncidentId incident, AlertAsk ask, Actor actor) implements Fact {}
