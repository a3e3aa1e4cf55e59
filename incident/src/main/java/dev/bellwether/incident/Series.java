package dev.bellwether.incident;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.SeriesId;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;

/// Maintenance that comes again.
///
/// @param skipped local times of occurrences that do not take place
/// @param ends no occurrence from this local time on; empty while the rule goes on
public record Series(
        SeriesId id,
        OrganizationId organization,
        NewSeries plan,
        Set<String> skipped,
        Optional<String> ends) {
    public Series {
        skipped = Set.copyOf(skipped);
    }

    Recurrence recurrence() {
        return Recurrence.of(plan.rule(), plan.begins(), plan.zone());
    }

    boolean takesPlace(LocalDateTime occurrence) {
        return !skipped.contains(occurrence.toString())
                && ends.map(LocalDateTime::parse)
                        .filter(end -> !occurrence.isBefore(end))
                        .isEmpty();
    }
}
