package dev.bellwether.model;

/// There is no such thing in this organization; whether another organization has it is not told.
public final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param thing its word, such as `check`
    public NotFound(String thing, String id) {
        super("There is no " + thing + " '" + id + "'");
    }
}
