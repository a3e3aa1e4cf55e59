package dev.bellwether.experiment;

import dev.bellwether.statistics.Bucketing;
import java.util.List;

/// Campaigns that must not meet in one visitor: each visitor is given to one slot at most.
///
/// @param name unique within the set
/// @param by a hash of its own, so it is independent of what the campaigns do with their visitors
/// @param slots in their order. A slot whose campaign does not run holds its visitors free; a new
///   campaign takes a slot at the end or an old one, and nobody else is moved.
public record ExclusionGroup(String name, Bucketing by, List<Slot> slots) {
    public ExclusionGroup {
        slots = List.copyOf(slots);
    }

    /// @param share of all visitors, from 0 to 1; together at most 1
    public record Slot(String campaign, double share) {}
}
