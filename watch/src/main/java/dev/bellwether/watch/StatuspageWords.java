package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.util.Map;

/// Statuspage's vocabulary in ours: the one table. A word that is not in it is UNKNOWN.
///
/// Components: https://developer.statuspage.io; the page's own indicator rolls them up.
final class StatuspageWords {
    private static final Map<String, Status> STATUS =
            Map.ofEntries(
                    // of a component
                    Map.entry("operational", Status.OPERATIONAL),
                    Map.entry("under_maintenance", Status.MAINTENANCE),
                    Map.entry("degraded_performance", Status.DEGRADED),
                    Map.entry("partial_outage", Status.PARTIAL_OUTAGE),
                    Map.entry("major_outage", Status.MAJOR_OUTAGE),
                    // of the page, its indicator
                    Map.entry("none", Status.OPERATIONAL),
                    Map.entry("maintenance", Status.MAINTENANCE),
                    Map.entry("minor", Status.DEGRADED),
                    Map.entry("major", Status.PARTIAL_OUTAGE),
                    Map.entry("critical", Status.MAJOR_OUTAGE),
                    // incident.io's, where it answers in Statuspage's shape
                    Map.entry("full_outage", Status.MAJOR_OUTAGE));

    private static final Map<String, Impact> IMPACT =
            Map.of(
                    "none", Impact.NONE,
                    "maintenance", Impact.MAINTENANCE,
                    "minor", Impact.MINOR,
                    "major", Impact.MAJOR,
                    "critical", Impact.CRITICAL);

    private StatuspageWords() {}

    static Status status(String word) {
        return STATUS.getOrDefault(word, Status.UNKNOWN);
    }

    static Impact impact(String word) {
        return IMPACT.getOrDefault(word, Impact.NONE);
    }

    /// Stages after which an incident or a maintenance is over.
    static boolean isOver(String stage) {
        return stage.equals("resolved") || stage.equals("postmortem") || stage.equals("completed");
    }
}
