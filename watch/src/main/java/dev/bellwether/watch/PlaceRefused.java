package dev.bellwether.watch;

/// A place is not served, and why.
public final class PlaceRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What the place should do.
    public enum Reason {
        /// The token was revoked or never issued.
        TOKEN(401),
        /// Another process signed in with the same token.
        REPLACED(409),
        /// Say hello again.
        SESSION(410),
        /// What came is no message of the protocol.
        MESSAGE(400);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /// As HTTP says it.
        public int status() {
            return status;
        }
    }

    private final Reason reason;

    PlaceRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
