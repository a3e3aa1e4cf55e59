package dev.bellwether.model;

/// What a service depends on was said anew.
public record DependenciesChanged(Dependencies dependencies, Actor actor) implements Fact {}
