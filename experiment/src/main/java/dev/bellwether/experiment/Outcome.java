package dev.bellwether.experiment;

/// What a visitor gets of a flag, and why.
public record Outcome(String flag, String variation, Value value, Reason reason) {}
