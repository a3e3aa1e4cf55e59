package dev.bellwether.statuspage;

import dev.bellwether.model.Status;

/// Our statuses in Statuspage's words: the one place.
///
/// Statuspage has no word for "we cannot tell". We say `unknown`: each of its five words would be a
/// claim, and its readers must bear words that they do not know.
final class Statuses {
    private Statuses() {}

    static String word(Status status) {
        return switch (status) {
            case OPERATIONAL -> "operational";
            case MAINTENANCE -> "under_maintenance";
            case DEGRADED -> "degraded_performance";
            case PARTIAL_OUTAGE -> "partial_outage";
            case MAJOR_OUTAGE -> "major_outage";
            case UNKNOWN -> "unknown";
        };
    }

    /// Statuspage's word in ours; a word that it does not have is UNKNOWN.
    static Status status(String word) {
        return switch (word) {
            case "operational" -> Status.OPERATIONAL;
            case "under_maintenance" -> Status.MAINTENANCE;
            case "degraded_performance" -> Status.DEGRADED;
            case "partial_outage" -> Status.PARTIAL_OUTAGE;
            case "major_outage" -> Status.MAJOR_OUTAGE;
            default -> Status.UNKNOWN;
        };
    }
}
