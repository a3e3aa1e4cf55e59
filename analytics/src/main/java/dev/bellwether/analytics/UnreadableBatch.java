package dev.bellwether.analytics;

/// A body of which no row can be told from the next: nothing of it was kept.
public final class UnreadableBatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableBatch(String message) {
        super(message);
    }
}
