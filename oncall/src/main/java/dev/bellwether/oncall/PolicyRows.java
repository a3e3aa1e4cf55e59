package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.store.Documents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `escalation_policy`.
final class PolicyRows {
    private static final Documents<EscalationPolicy> POLICIES =
            Documents.in("escalation_policy", EscalationPolicy.class);

    private PolicyRows() {}

    static Optional<EscalationPolicy> find(Handle sql, OrganizationId organization, PolicyId id) {
        return POLICIES.find(sql, organization, id);
    }

    /// How long an acknowledgement of the alert holds.
    static Optional<Duration> holds(Handle sql, Alert alert) {
        return find(sql, alert.organization(), alert.policy())
                .flatMap(EscalationPolicy::acknowledgeTimeout);
    }

    static List<EscalationPolicy> list(Handle sql, OrganizationId organization) {
        return POLICIES.select(sql, organization, "ORDER BY name, id", Policies.MOST);
    }

    static long count(Handle sql, OrganizationId organization) {
        return POLICIES.count(sql, organization);
    }

    static void save(Handle sql, EscalationPolicy policy) {
        POLICIES.row(policy.organization(), policy.id(), policy)
                .with("name", policy.name())
                .save(sql);
    }

    static boolean remove(Handle sql, OrganizationId organization, PolicyId id) {
        return POLICIES.remove(sql, organization, id);
    }
}
