package dev.bellwether.model;

import java.time.Duration;
import java.util.List;

/// Whom to page, in which order, until somebody acknowledges.
///
/// @param steps in order, at least one
/// @param repeat how many more times the steps run after the first
public record EscalationPolicy(
        PolicyId id, OrganizationId organization, String name, List<Step> steps, int repeat) {
    public EscalationPolicy {
        steps = List.copyOf(steps);
    }

    /// One round of pages.
    ///
    /// @param targets paged together
    /// @param delay time until the next step
    public record Step(List<Target> targets, Duration delay) {
        public Step {
            targets = List.copyOf(targets);
        }
    }

    public sealed interface Target {
        /// Every verified contact method of a person.
        record ToPerson(PersonId person) implements Target {}

        /// A signed webhook of the team's own.
        record ToWebhook(String url) implements Target {}
    }
}
