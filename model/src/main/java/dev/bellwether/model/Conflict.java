package dev.bellwether.model;

/// The request is well formed, and what stands does not allow it: a slug that is taken, an incident
/// that is resolved already.
public final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Conflict(String message) {
        super(message);
    }
}
