package dev.bellwether.experiment;

/// Visitors by what is known of them, named once and used by many rules.
///
/// @param name unique within the set
/// @param when names no segment itself
public record Segment(String name, Condition when) {}
