package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Tx;
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

    /// Of all organizations, in an order of their own.
    static List<EscalationPolicy> after(Handle sql, Optional<EscalationPolicy> seen, int most) {
        return sql.createQuery(
                        """
                        SELECT body FROM escalation_policy
                        WHERE (organization, id) > (:organization, :id)
                        ORDER BY organization, id LIMIT :most
                        """)
                .bind("organization", seen.map(one -> one.organization().value()).orElse(""))
                .bind("id", seen.map(one -> one.id().value()).orElse(""))
                .bind("most", most)
                .map(POLICIES.mapper())
                .list();
    }

    /// Reads it and holds it until commit.
    static Optional<EscalationPolicy> hold(Tx tx, OrganizationId organization, PolicyId id) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE escalation_policy SET name = name
                        WHERE organization = :organization AND id = :id RETURNING body
                        """)
                .bind("organization", organization)
                .bind("id", id)
                .map(POLICIES.mapper())
                .findOne();
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
