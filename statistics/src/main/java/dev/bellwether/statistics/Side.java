package dev.bellwether.statistics;

/// Which alternative a test looks for.
public enum Side {
    TWO_SIDED,
    /// The treatment is greater.
    GREATER,
    /// The treatment is less.
    LESS
}
