package dev.bellwether.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whom to page, in which order, until somebody acknowledges.
///
/// @param steps in order, at least one
/// @param repeat how many more times the steps run after the first
public record EscalationPolicy(
        PolicyId id, OrganizationId organization, String name, List<Step> steps, int repeat) {
    public EscalationPolicy {
        steps = List.copyOf(steps);
    }

    /// The schedules by which it pages.
    public Set<ScheduleId> schedules() {
        return steps.stream()
                .flatMap(step -> step.targets().stream())
                .flatMap(target ->
                        target instanceof Target.ToSchedule(var schedule)
                                ? Stream.of(schedule)
                                : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
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

        /// Whoever a schedule says is on call when the step is taken.
        record ToSchedule(ScheduleId schedule) implements Target {}

        /// A signed webhook of the team's own.
        record ToWebhook(String url) implements Target {}
    }
}
