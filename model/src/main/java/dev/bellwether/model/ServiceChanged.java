package dev.bellwether.model;

/// A service was made or changed.
public record ServiceChanged(Service service, Actor actor) implements Fact {}
