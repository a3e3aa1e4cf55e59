package dev.bellwether.model;

import java.util.List;

/// Where one guard's alarms go: into the journal, each once. Several guards may say the same; it is
/// over when the last of them says so.
public interface GuardAlarms {
    /// Raises it; one that is open under this key says more.
    void raise(GuardAlarm alarm);

    /// It is over. Nothing happens when none is open under this key.
    void end(OrganizationId organization, String key);

    /// What this guard raised and has not ended, also before it was started again.
    List<GuardAlarm> open(OrganizationId organization);
}
