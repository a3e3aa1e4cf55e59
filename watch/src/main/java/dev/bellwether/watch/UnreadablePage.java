package dev.bellwether.watch;

/// An answer that is not the page it should be. The message says why, for people.
final class UnreadablePage extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadablePage(String message) {
        super(message, null, false, false);
    }
}
