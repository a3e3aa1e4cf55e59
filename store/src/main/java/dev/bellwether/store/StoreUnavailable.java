package dev.bellwether.store;

/// The database does not answer, is locked, or its disk is full. What was to be written was not.
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
