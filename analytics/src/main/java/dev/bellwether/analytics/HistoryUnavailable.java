package dev.bellwether.analytics;

/// A question could not be answered: the history cannot be read now, or the question took too long.
public final class HistoryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    HistoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
