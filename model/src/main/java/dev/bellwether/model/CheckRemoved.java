package dev.bellwether.model;

/// A check is gone.
public record CheckRemoved(CheckId check, ServiceId service, Actor actor) implements Fact {}
