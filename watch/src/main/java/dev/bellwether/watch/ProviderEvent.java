package dev.bellwether.watch;

/// What came of asking a provider's page.
sealed interface ProviderEvent {
    /// It was read.
    ///
    /// @param reader the name of the reader that understood it
    record Read(ProviderReading reading, String reader) implements ProviderEvent {}

    /// It is the same as the last time (304).
    record Same() implements ProviderEvent {}

    /// It could not be had or understood.
    record Unreadable(String reason) implements ProviderEvent {}
}
