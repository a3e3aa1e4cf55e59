package dev.bellwether.model;

/// What can be said of a service, worst last; and apart from them [#UNKNOWN]: we cannot tell, which
/// is never shown as up, nor as down.
public enum Status {
    OPERATIONAL,
    MAINTENANCE,
    DEGRADED,
    PARTIAL_OUTAGE,
    MAJOR_OUTAGE,
    UNKNOWN;

    /// The worse of two known statuses. UNKNOWN yields to anything worse than OPERATIONAL and
    /// outranks OPERATIONAL: a service with one good check and one that cannot be told is not known
    /// to be up.
    public Status worse(Status other) {
        if (this == UNKNOWN) {
            return other == OPERATIONAL ? UNKNOWN : other;
        }
        if (other == UNKNOWN) {
            return this == OPERATIONAL ? UNKNOWN : this;
        }
        return compareTo(other) >= 0 ? this : other;
    }

    /// True for DEGRADED, PARTIAL_OUTAGE and MAJOR_OUTAGE.
    public boolean isTrouble() {
        return this == DEGRADED || isOutage();
    }

    /// True for PARTIAL_OUTAGE and MAJOR_OUTAGE.
    public boolean isOutage() {
        return this == PARTIAL_OUTAGE || this == MAJOR_OUTAGE;
    }
}
