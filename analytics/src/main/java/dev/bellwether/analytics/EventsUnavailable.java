package dev.bellwether.analytics;

/// Events cannot be taken, or asked about, now; what was not acknowledged is to be sent again, with
/// the same ids.
public final class EventsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EventsUnavailable(String message) {
        super(message);
    }

    EventsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
