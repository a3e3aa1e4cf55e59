package dev.bellwether.model;

/// The stages of a maintenance.
public enum MaintenanceStatus {
    SCHEDULED,
    IN_PROGRESS,
    VERIFYING,
    COMPLETED;

    public boolean isUnderWay() {
        return this == IN_PROGRESS || this == VERIFYING;
    }
}
