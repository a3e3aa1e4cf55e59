package dev.bellwether.api;

/// What an operation answers.
sealed interface Gives {
    /// One record.
    record One(Class<?> type) implements Gives {}

    /// One record with a secret in it, which is told once and never stored.
    record Secret(Class<?> type) implements Gives {}

    /// A [dev.bellwether.model.Slice] of records, asked for by `limit` and `after`.
    record Many(Class<?> type) implements Gives {}

    /// Nothing: 204.
    record Nothing() implements Gives {}
}
