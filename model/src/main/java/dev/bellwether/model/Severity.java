package dev.bellwether.model;

/// How bad a sender says it is, worst last.
public enum Severity {
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /// What it means for the service. INFO says nothing of it.
    public Status status() {
        return switch (this) {
            case INFO -> Status.OPERATIONAL;
            case WARNING -> Status.DEGRADED;
            case ERROR -> Status.PARTIAL_OUTAGE;
            case CRITICAL -> Status.MAJOR_OUTAGE;
        };
    }

    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
