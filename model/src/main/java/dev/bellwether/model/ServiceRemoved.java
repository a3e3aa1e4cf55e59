package dev.bellwether.model;

/// A service is gone, with its checks.
public record ServiceRemoved(ServiceId service, Actor actor) implements Fact {}
