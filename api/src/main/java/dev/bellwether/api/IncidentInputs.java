package dev.bellwether.api;

import java.time.Instant;
import java.util.Optional;

/// Small bodies of the incident operations.
final class IncidentInputs {
    private IncidentInputs() {}

    /// @param body Markdown
    record TextInput(String body) {}

    /// @param body Markdown
    /// @param at when it is shown to have been said; left out keeps it
    record UpdateEditInput(String body, Optional<Instant> at) {}
}
