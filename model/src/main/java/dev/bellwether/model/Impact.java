package dev.bellwether.model;

/// How much an incident hurts, as we say it to people.
public enum Impact {
    NONE,
    MAINTENANCE,
    MINOR,
    MAJOR,
    CRITICAL;

    /// The impact of an incident whose worst component stands at `worst`.
    public static Impact of(Status worst) {
        return switch (worst) {
            case OPERATIONAL, UNKNOWN -> NONE;
            case MAINTENANCE -> MAINTENANCE;
            case DEGRADED -> MINOR;
            case PARTIAL_OUTAGE -> MAJOR;
            case MAJOR_OUTAGE -> CRITICAL;
        };
    }
}
