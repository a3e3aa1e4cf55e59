package dev.bellwether.model;

/// What a person may do. Each role may do all that the ones before it may.
public enum Role {
    /// Reads everything of the organization but secrets.
    VIEWER,
    /// Acknowledges, opens and updates incidents.
    RESPONDER,
    /// Changes checks, services, pages and policies.
    EDITOR,
    /// Manages people, tokens and settings.
    OWNER;

    public boolean atLeast(Role needed) {
        return compareTo(needed) >= 0;
    }
}
