package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.util.Map;

/// What Google's dashboards say of an incident's impact, in ours: the one table. Another word is
/// UNKNOWN; where there is none, the severity counts.
///
/// Words: incidents.schema.json of both dashboards (`status_impact`, `severity`).
final class GoogleWords {
    private static final Map<String, Status> IMPACT =
            Map.of(
                    "AVAILABLE", Status.OPERATIONAL,
                    "AVAILABLE_INFORMATION", Status.OPERATIONAL,
                    "SERVICE_INFORMATION", Status.DEGRADED,
                    "SERVICE_DISRUPTION", Status.PARTIAL_OUTAGE,
                    "SERVICE_OUTAGE", Status.MAJOR_OUTAGE);

    private static final Map<String, Status> SEVERITY =
            Map.of(
                    "low", Status.DEGRADED,
                    "medium", Status.PARTIAL_OUTAGE,
                    "high", Status.MAJOR_OUTAGE);

    private GoogleWords() {}

    static Status status(String impact, String severity) {
        return impact.isEmpty()
                ? SEVERITY.getOrDefault(severity, Status.UNKNOWN)
                : IMPACT.getOrDefault(impact, Status.UNKNOWN);
    }
}
