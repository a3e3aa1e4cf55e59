package dev.bellwether.model;

/// The request is understood, and whoever asks has not the right to it.
public final class Forbidden extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Forbidden(String message) {
        super(message);
    }
}
