package dev.bellwether.store;

/// A backup was not made, or not restored. The message says why in words for whoever asked.
public final class BackupRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    BackupRefused(String message) {
        super(message);
    }

    BackupRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
