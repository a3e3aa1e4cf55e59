package dev.bellwether.model;

/// Where the guard's alarms go: into the journal, each once.
public interface GuardAlarms {
    /// Raises it; one that is open under this key says more.
    void raise(GuardAlarm alarm);

    /// It is over. Nothing happens when none is open under this key.
    void end(OrganizationId organization, String key);
}
