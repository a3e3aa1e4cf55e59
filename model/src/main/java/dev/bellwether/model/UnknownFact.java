package dev.bellwether.model;

/// A line that a newer version wrote and this one cannot read. It is passed over, and kept.
public record UnknownFact(String kind, String body) implements Fact {}
