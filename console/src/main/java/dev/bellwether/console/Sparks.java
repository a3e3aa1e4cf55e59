package dev.bellwether.console;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.analytics.HistoryUnavailable;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The sparklines of one page of a list. They are an ornament: when the history is slow or away,
/// the list comes without the rest of them.
final class Sparks {
    private static final Duration BUDGET = Duration.ofMillis(60);
    private static final Duration SPAN = Duration.ofHours(1);
    private static final int BUCKETS = 30;

    private final CheckHistory history;

    Sparks(CheckHistory history) {
        this.history = history;
    }

    Map<CheckId, Spark> of(OrganizationId organization, List<CheckId> checks, Instant now) {
        var sparks = new HashMap<CheckId, Spark>();
        long end = System.nanoTime() + BUDGET.toNanos();
        try {
            for (CheckId check : checks) {
                if (System.nanoTime() - end > 0) {
                    break;
                }
                sparks.put(
                        check,
                        Spark.of(
                                history.latency(
                                        organization, check, now.minus(SPAN), now, BUCKETS)));
            }
        } catch (HistoryUnavailable e) {
            return sparks;
        }
        return sparks;
    }
}
