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
        boolean lends) {
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
                false);
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
        };
    }

    /// The most that one query may have, bytes.
    long most(Lane lane, long budget) {
        long most = Math.min(ceiling(lane, budget), ceiling(Lane.INTERACTIVE, budget));
        return switch (lane) {
            case URGENT -> share(budget, urgentPercent);
            case INTERACTIVE, PROBE, HEAVY, BATCH -> Math.min(most, share(budget, userPercent));
        };
    }

    static long share(long bytes, int percent) {
        return bytes / 100 * percent + bytes % 100 * percent / 100;
    }
}
