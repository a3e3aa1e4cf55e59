package dev.bellwether.incident;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.Set;

/// Refuses wrong input, all of it at once.
final class IncidentInput {
    private static final int LONGEST_NAME = 255;

    private IncidentInput() {}

    static Problems of(NewIncident what) {
        var problems =
                new Problems()
                        .text("name", what.name(), 1, LONGEST_NAME)
                        .text("body", what.body(), 1, Incidents.LONGEST_BODY);
        if (!what.backfilled()) {
            problems.require(
                            what.status().isOpen(),
                            "status",
                            "'" + what.status() + "' is not a status to open an incident with")
                    .require(
                            what.resolvedAt().isEmpty(),
                            "resolvedAt",
                            "is for a backfilled incident only");
        } else {
            problems.require(
                            what.status() == IncidentStatus.RESOLVED,
                            "status",
                            "'" + what.status() + "' is not RESOLVED, as a backfilled incident is")
                    .require(
                            what.startedAt().isPresent(),
                            "startedAt",
                            "is needed for a backfilled incident")
                    .require(
                            what.resolvedAt().isPresent(),
                            "resolvedAt",
                            "is needed for a backfilled incident")
                    .require(
                            !what.resolvedAt()
                                    .orElse(Instant.MAX)
                                    .isBefore(what.startedAt().orElse(Instant.MIN)),
                            "resolvedAt",
                            "'" + what.resolvedAt().orElse(Instant.MAX) + "' is before startedAt");
        }
        return problems;
    }

    static Problems of(NewUpdate update) {
        return new Problems()
                .text("body", update.body(), 1, Incidents.LONGEST_BODY)
                .require(
                        !update.status().equals(java.util.Optional.of(IncidentStatus.POSTMORTEM)),
                        "status",
                        "'POSTMORTEM' comes with a published postmortem, not with an update");
    }

    static Problems of(IncidentEdit edit) {
        var problems = new Problems();
        edit.name().ifPresent(name -> problems.text("name", name, 1, LONGEST_NAME));
        return problems;
    }

    static void checkBody(String body) {
        new Problems().text("body", body, 1, Incidents.LONGEST_BODY).refuse();
    }

    static void requireResolved(Incident incident) {
        if (incident.status().isOpen()) {
            throw new Conflict(
                    "Incident '" + incident.id() + "' is open; a postmortem is for a resolved one");
        }
    }

    /// Refuses services that the organization does not have.
    static Set<ServiceId> known(Tx tx, OrganizationId organization, Set<ServiceId> services) {
        return known(tx, organization, services, "affected");
    }

    static Set<ServiceId> known(
            Tx tx, OrganizationId organization, Set<ServiceId> services, String field) {
        new Problems().known(tx, organization, services, field).refuse();
        return services;
    }
}
