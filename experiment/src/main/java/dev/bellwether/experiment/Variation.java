package dev.bellwether.experiment;

/// One of the values that a flag can serve.
///
/// @param name unique within the flag
/// @param value of the same kind in all variations of the flag
public record Variation(String name, Value value) {}
