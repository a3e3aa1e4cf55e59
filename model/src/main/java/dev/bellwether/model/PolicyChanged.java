package dev.bellwether.model;

/// An escalation policy was made or changed.
public record PolicyChanged(EscalationPolicy policy, Actor actor) implements Fact {}
