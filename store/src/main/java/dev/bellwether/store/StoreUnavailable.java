package dev.bellwether.store;

/// The database does not answer, is locked, or its disk is full. What was to be written was not;
/// with one exception that no database can rule out: when PostgreSQL's connection breaks during the
/// commit itself, it may have been. So work that is tried again must be such that twice does no
/// harm.
public sealed class StoreUnavailable extends RuntimeException permits StoreInUse {
    private static final long serialVersionUID = 1;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /// True when the server of the database does not answer or sends everybody away, so that it may
    /// be well again without anybody changing the configuration.
    public boolean mayPass() {
        return PostgresErrors.isAway(this);
    }
}
