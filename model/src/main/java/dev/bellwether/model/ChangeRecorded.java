package dev.bellwether.model;

/// A change was made known.
public record ChangeRecorded(Change change, Actor actor) implements Fact {}
