package dev.bellwether.analytics;

import java.sql.SQLException;

/// ClickHouse refused, or was not reached. [#getErrorCode] is the server's own; 0 when it gave
/// none.
final class ClickHouseError extends SQLException {
    private static final long serialVersionUID = 1;

    /// Of the server's errors: more memory than the query may have.
    static final int MEMORY = 241;

    private final boolean isUnsent;

    ClickHouseError(String message, int code) {
        super(message, null, code);
        this.isUnsent = false;
    }

    private ClickHouseError(String message, boolean isUnsent, Throwable cause) {
        super(message, cause);
        this.isUnsent = isUnsent;
    }

    /// Nothing of the request left this machine.
    static ClickHouseError unsent(String message, Throwable cause) {
        return new ClickHouseError(message, true, cause);
    }

    /// Nobody knows what became of the request.
    static ClickHouseError broken(String message, Throwable cause) {
        return new ClickHouseError(message, false, cause);
    }

    boolean isUnsent() {
        return isUnsent;
    }
}
