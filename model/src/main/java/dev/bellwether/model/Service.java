package dev.bellwether.model;

import java.util.Optional;

/// A thing that can be down, ours or a provider's.
///
/// @param policy how its signals become incidents
/// @param escalation whom its incidents page; empty pages nobody
public record Service(
        ServiceId id,
        OrganizationId organization,
        String name,
        String description,
        IncidentPolicy policy,
        Optional<PolicyId> escalation) {}
