package dev.bellwether.oncall;

import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.store.Json;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `escalation_policy`.
final class PolicyRows {
    private PolicyRows() {}

    static Optional<EscalationPolicy> find(Handle sql, OrganizationId organization, PolicyId id) {
        return sql.createQuery(
                        """
                        SELECT body FROM escalation_policy
                        WHERE organization = :organization AND id = :id
                        """)
                .bind("organization", organization)
                .bind("id", id)
                .map((rs, context) -> Json.read(rs.getString(1), EscalationPolicy.class))
                .findOne();
    }

    static List<EscalationPolicy> list(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        """
                        SELECT body FROM escalation_policy WHERE organization = :organization
                        ORDER BY name, id LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("most", Policies.MOST)
                .map((rs, context) -> Json.read(rs.getString(1), EscalationPolicy.class))
                .list();
    }

    static long count(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        "SELECT count(*) FROM escalation_policy WHERE organization = :organization")
                .bind("organization", organization)
                .mapTo(Long.class)
                .one();
    }

    static void save(Handle sql, EscalationPolicy policy) {
        sql.createUpdate(
                        """
                        INSERT INTO escalation_policy (organization, id, name, body)
                        VALUES (:organization, :id, :name, :body)
                        ON CONFLICT (organization, id) DO UPDATE SET name = excluded.name, body = excluded.body
                        """)
                .bind("organization", policy.organization())
                .bind("id", policy.id())
                .bind("name", policy.name())
                .bind("body", Json.write(policy))
                .execute();
    }

    static boolean remove(Handle sql, OrganizationId organization, PolicyId id) {
        return sql.createUpdate(
                                """
                                DELETE FROM escalation_policy
                                WHERE organization = :organization AND id = :id
                                """)
                        .bind("organization", organization)
                        .bind("id", id)
                        .execute()
                > 0;
    }
}
