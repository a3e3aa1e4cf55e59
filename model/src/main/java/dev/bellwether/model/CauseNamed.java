package dev.bellwether.model;

/// A cause was found for an incident, a service was listed under it, or one stands on its own
/// again.
///
/// @param causation as it is now, whole
/// @param text what happened, in words
public record CauseNamed(Causation causation, String text, Actor actor) implements Fact {}
