package dev.bellwether.api;

import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An escalation policy as its author wants it.
///
/// @param urgency of the alerts it pages for; HIGH when it is not given
/// @param acknowledgeTimeout after which an alert that was acknowledged triggers again
/// @param lastResort webhooks and channels told together with the owners
public record PolicyInput(
        String name,
        List<EscalationPolicy.Step> steps,
        Optional<Integer> repeat,
        Optional<EscalationPolicy.Hurry> urgency,
        Optional<Duration> acknowledgeTimeout,
        Optional<List<EscalationPolicy.Target>> lastResort) {
    EscalationPolicy as(PolicyId id, OrganizationId organization) {
        return new EscalationPolicy(
                id,
                organization,
                name,
                steps,
                repeat.orElse(0),
                urgency.orElse(EscalationPolicy.Hurry.HIGH),
                acknowledgeTimeout,
                lastResort.orElse(List.of()));
    }
}
