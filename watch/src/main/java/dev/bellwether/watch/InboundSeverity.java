package dev.bellwether.watch;

import dev.bellwether.model.Severity;
import java.util.Locale;

/// The words of all senders for how bad it is, in one table.
final class InboundSeverity {
    private InboundSeverity() {}

    /// ERROR for a word that nobody knows: rather a page too many than one too few.
    static Severity of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "critical",
                    "crit",
                    "fatal",
                    "page",
                    "emergency",
                    "alert",
                    "p1",
                    "sev1",
                    "disaster",
                    "major_outage" ->
                    Severity.CRITICAL;
            case "warning",
                    "warn",
                    "minor",
                    "average",
                    "low",
                    "p3",
                    "sev3",
                    "degraded",
                    "degraded_performance" ->
                    Severity.WARNING;
            case "info",
                    "information",
                    "informational",
                    "notice",
                    "debug",
                    "none",
                    "p4",
                    "p5",
                    "success",
                    "ok" ->
                    Severity.INFO;
            default -> Severity.ERROR;
        };
    }
}
