package dev.bellwether.guard;

import java.time.Duration;
import java.util.Map;

/// How memory is shared out.
///
/// @param urgentPercent of each node's room, for urgent queries alone
/// @param probePercent the most that probes have together
/// @param heavyPercent the most that heavy and batch queries have together
/// @param userPercent the most that one user has
/// @param maxWaiting queries that may wait at once, urgent ones apart
/// @param maxWaitingOfFlow queries of one flow that may
/// @param patience after which a waiting query goes before all that are not urgent
/// @param memory after which half of what a flow has had is forgotten
/// @param weights by user; 1 for those not named; twice the weight is twice the memory
/// @param quarantine bounds of what is held apart
/// @param lends whether what a query will not use any more is given to others while it runs. Its
///   cap stays, so the sum of caps may then be above the limit: see docs/decisions/guard-lending.md
record AdmissionPolicy(
        int urgentPercent,
        int probePercent,
        int heavyPercent,
        int userPercent,
        int maxWaiting,
        int maxWaitingOfFlow,
        Duration patience,
        Duration memory,
        Map<String, Double> weights,
        Apart quarantine,
        boolean lends) {
    /// Bounds of what is held apart, on each node.
    ///
    /// @param percent of the room that it has together at most, 1 to 50
    /// @param atOnce queries that run at once, at least 1
    /// @param maxWaiting queries that may wait, of all nodes; they count among no others
    record Apart(int percent, int atOnce, int maxWaiting) {
        static final Apart STANDARD = new Apart(10, 2, 100);

        Apart {
            if (percent < 1 || percent > 50 || atOnce < 1 || maxWaiting < 0) {
                throw new IllegalArgumentException(
                        "quarantine: %d %% of the room (1 to 50), %d at once (1 at least)"
                                .formatted(percent, atOnce));
            }
        }
    }

    static final int MAX_PROMOTIONS = 2;

    AdmissionPolicy {
        weights = Map.copyOf(weights);
        if (weights.values().stream().anyMatch(weight -> !(weight > 0))) {
            throw new IllegalArgumentException("weights " + weights + " must be above 0");
        }
    }

    static AdmissionPolicy standard() {
        return new AdmissionPolicy(
                2,
                20,
                75,
                100,
                1_000,
                250,
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Map.of(),
                Apart.STANDARD,
                false);
    }

    AdmissionPolicy with(Apart other) {
        return new AdmissionPolicy(
                urgentPercent,
                probePercent,
                heavyPercent,
                userPercent,
                maxWaiting,
                maxWaitingOfFlow,
                patience,
                memory,
                weights,
                other,
                lends);
    }

    double weight(Ask.Flow flow) {
        return weights.getOrDefault(flow.user(), 1.0);
    }

    /// The most that queries of this lane may have together of a budget, bytes.
    long ceiling(Lane lane, long budget) {
        return switch (lane) {
            case URGENT -> budget;
            case INTERACTIVE -> budget - share(budget, urgentPercent);
            case PROBE -> share(budget, probePercent);
            case HEAVY, BATCH -> share(budget, heavyPercent);
            case QUARANTINE -> share(budget, quarantine.percent());
        };
    }

    /// The most that one query may have, bytes.
    long most(Lane lane, long budget) {
        long most = Math.min(ceiling(lane, budget), ceiling(Lane.INTERACTIVE, budget));
        return switch (lane) {
            case URGENT -> share(budget, urgentPercent);
            case INTERACTIVE, PROBE, HEAVY, BATCH, QUARANTINE ->
                    Math.min(most, share(budget, userPercent));
        };
    }

    static long share(long bytes, int percent) {
        return bytes / 100 * percent + bytes % 100 * percent / 100;
    }
}
