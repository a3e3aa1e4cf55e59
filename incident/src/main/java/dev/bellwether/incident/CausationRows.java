package dev.bellwether.incident;

import dev.bellwether.model.Causation;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Prepared;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `incident_cause`.
final class CausationRows {
    private static final Documents<Causation> CAUSES =
            Documents.in("incident_cause", "incident", Causation.class);

    private static final Prepared OPEN =
            Prepared.of(
                    """
                    UPDATE incident_cause SET open = ? WHERE organization = ? AND incident = ?
                    """);

    private CausationRows() {}

    static Optional<Causation> find(Handle sql, OrganizationId organization, IncidentId incident) {
        return CAUSES.find(sql, organization, incident);
    }

    /// Of the open incidents that name the cause, the first.
    static Optional<Causation> ofCause(Handle sql, OrganizationId organization, ServiceId cause) {
        List<Causation> found =
                CAUSES.select(
                        sql,
                        organization,
                        "AND cause = :cause AND open ORDER BY incident",
                        Map.of("cause", cause),
                        1);
        return found.stream().findFirst();
    }

    static void save(Handle sql, Causation causation) {
        CAUSES.row(causation.organization(), causation.incident(), causation)
                .with("cause", causation.cause())
                .with("open", true)
                .save(sql);
    }

    /// The incident was resolved, reopened or deleted.
    static void open(Handle sql, OrganizationId organization, IncidentId incident, boolean open) {
        // Few have one; that it has none is mostly known.
        if (find(sql, organization, incident).isPresent()) {
            OPEN.run(sql, open, organization, incident);
        }
    }
}
