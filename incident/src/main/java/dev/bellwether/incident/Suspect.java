package dev.bellwether.incident;

import dev.bellwether.model.Change;

/// A change ranked as a likely cause of an incident.
///
/// @param named whether evidence names it; else it was only done shortly before
/// @param evidence natural logarithm of the evidence against it; 0 when not named
/// @param text why it stands where it stands
public record Suspect(Change change, boolean named, double evidence, String text) {}
