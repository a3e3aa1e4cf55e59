package dev.bellwether.model;

/// A change was named as a likely cause of an incident.
///
/// @param evidence natural logarithm of the evidence against it; the greater, the likelier
/// @param text the evidence in words
public record SuspectNamed(
        IncidentId incident, ChangeId change, double evidence, String text, Actor actor)
        implements Fact {}
