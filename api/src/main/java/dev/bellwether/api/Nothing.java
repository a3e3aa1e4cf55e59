package dev.bellwether.api;

/// The answer of an operation that answers nothing.
enum Nothing {
    INSTANCE
}
