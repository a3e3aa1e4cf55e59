package dev.bellwether.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whom to page, in which order, until somebody acknowledges.
///
/// @param steps in order, at least one
/// @param repeat how many more times the steps run after the first
/// @param urgency of the alerts it pages for
/// @param acknowledgeTimeout after which an alert that was acknowledged and is not over triggers
///   again; empty for never
/// @param lastResort paged together with the owners when the last round is over: webhooks and
///   channels
public record EscalationPolicy(
        PolicyId id,
        OrganizationId organization,
        String name,
        List<Step> steps,
        int repeat,
        Hurry urgency,
        Optional<Duration> acknowledgeTimeout,
        List<Target> lastResort) {
    public EscalationPolicy {
        steps = List.copyOf(steps);
        // Rows of a release that did not keep them.
        urgency = urgency == null ? Hurry.HIGH : urgency;
        lastResort = lastResort == null ? List.of() : List.copyOf(lastResort);
    }

    /// One whose alerts are all urgent, with the owners as the last resort.
    public EscalationPolicy(
            PolicyId id, OrganizationId organization, String name, List<Step> steps, int repeat) {
        this(id, organization, name, steps, repeat, Hurry.HIGH, Optional.empty(), List.of());
    }

    /// What decides the urgency of an alert.
    public enum Hurry {
        HIGH,
        LOW,
        /// HIGH for P1 and P2, LOW for the rest.
        BY_PRIORITY
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

        /// A place of a team's own, such as its chat.
        ///
        /// @param address as the channel's [Channel#form] has it
        record ToChannel(Channel channel, String address) implements Target {}
    }
}
