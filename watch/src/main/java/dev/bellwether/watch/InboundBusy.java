package dev.bellwether.watch;

import java.time.Duration;

/// More of an organization waits to be decided than is let in: its sender has to come again.
public final class InboundBusy extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// After which its sender should come again.
    public static final Duration AGAIN = Duration.ofSeconds(10);

    InboundBusy(long waiting) {
        super(waiting + " requests wait to be decided already; come again in a while");
    }
}
