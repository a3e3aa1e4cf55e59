package dev.bellwether.api;

import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import java.util.List;
import java.util.Optional;

/// An escalation policy as its author wants it.
public record PolicyInput(
        String name, List<EscalationPolicy.Step> steps, Optional<Integer> repeat) {
    EscalationPolicy as(PolicyId id, OrganizationId organization) {
        return new EscalationPolicy(id, organization, name, steps, repeat.orElse(0));
    }
}
