package dev.bellwether.experiment;

/// Who gets what, when. A rule takes a visitor within its window for whom its condition holds; a
/// rule that divides its visitors takes those only whom it gives a variation.
///
/// @param name unique within the flag, and told with the outcome
public record Rule(String name, Condition when, Window window, Serving serve) {}
