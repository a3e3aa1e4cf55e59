package dev.bellwether.watch;

import java.util.List;
import java.util.Optional;

/// How a provider's page told of its outages, as an organization that follows it lived through
/// them.
///
/// @param outages the newest first, at most 100
/// @param grade empty while too few can be judged
public record ProviderRecord(List<ProviderOutage> outages, Optional<AccuracyGrade> grade) {
    static ProviderRecord of(List<ProviderOutage> outages) {
        return new ProviderRecord(List.copyOf(outages), AccuracyGrade.of(outages));
    }
}
