package dev.bellwether.model;

/// A page's set-up was made or changed.
public record StatusPageChanged(StatusPage page, Actor actor) implements Fact {}
