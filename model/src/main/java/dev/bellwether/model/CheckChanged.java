package dev.bellwether.model;

/// A check was made or changed.
public record CheckChanged(Check check, Actor actor) implements Fact {}
