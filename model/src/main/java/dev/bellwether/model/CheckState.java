package dev.bellwether.model;

/// Where the verdict of a check stands.
public enum CheckState {
    /// Nothing known yet, or every place lost its vote.
    UNKNOWN,
    UP,
    /// A first failure; the confirm burst is under way. Still shown as up.
    SUSPECT,
    DOWN,
    /// Successes again, not yet enough of them. Still shown as down.
    RECOVERING,
    /// Changes too often; held as DEGRADED.
    FLAPPING
}
