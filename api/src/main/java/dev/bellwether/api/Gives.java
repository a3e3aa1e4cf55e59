package dev.bellwether.api;

import java.util.List;

/// What an operation answers.
sealed interface Gives {
    /// One record.
    record One(Class<?> type) implements Gives {}

    /// One record with a secret in it, which is told once and never stored.
    record Secret(Class<?> type) implements Gives {}

    /// A [dev.bellwether.model.Slice] of records, asked for by `limit` and `after`.
    record Many(Class<?> type) implements Gives {}

    /// A file of one of these content types: a [Document].
    record Files(List<String> types) implements Gives {}

    /// @param name of the file, of letters, figures, `.`, `_` and `-`
    record Document(String name, String type, byte[] content) {}

    /// Nothing: 204.
    record Nothing() implements Gives {}
}
