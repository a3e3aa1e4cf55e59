package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The report after the fact: drafted from the private timeline, written by a person, published,
/// taken back. Throws as [Incidents] does.
public final class Postmortems {
    private final Store store;
    private final Incidents incidents;
    private final ByHand byHand;

    Postmortems(Store store, Incidents incidents) {
        this.store = store;
        this.incidents = incidents;
        this.byHand = new ByHand(store);
    }

    /// A report made from the timeline, in Markdown, for a person to finish. Saves nothing.
    public String draft(OrganizationId organization, IncidentId id) {
        Incident incident = incidents.get(organization, id);
        return PostmortemDraft.of(
                incident,
                store.read(sql -> wellAt(sql, incident)),
                incidents.timeline(organization, id),
                store.read(sql ->
                        CausationRows.find(sql, organization, id)
                                .filter(one -> isToldInPublic(sql, organization, one.cause()))));
    }

    /// When the trouble was over, which automation waits out before it closes the incident: the end
    /// that the resolving update tells, too.
    private static Instant wellAt(Handle sql, Incident incident) {
        Instant closed = incident.resolvedAt().orElse(incident.updatedAt());
        return incident.affected().keySet().stream()
                .flatMap(service ->
                        StatusRows.spans(
                                sql, incident.organization(), service, incident.startedAt(), closed)
                                .stream())
                .filter(span -> span.status().isTrouble())
                .map(span -> span.until().filter(closed::isAfter).orElse(closed))
                .max(Comparator.naturalOrder())
                .orElse(closed);
    }

    private static boolean isToldInPublic(
            Handle sql, OrganizationId organization, ServiceId service) {
        return ServiceRows.find(sql, organization, service)
                .filter(one -> one.policy().publish() == IncidentPolicy.Publish.AT_ONCE)
                .isPresent();
    }

    /// Saves the report of a resolved incident; shown only once it is published.
    public Incident write(OrganizationId organization, IncidentId id, String body, Actor actor) {
        IncidentInput.checkBody(body);
        return byHand.change(
                organization,
                id,
                actor,
                (tx, before, manuscript) -> {
                    IncidentInput.requireResolved(before);
                    Optional<Incident.Postmortem> written = before.postmortem();
                    manuscript.postmortem(
                            new Incident.Postmortem(
                                    body,
                                    written.map(Incident.Postmortem::createdAt).orElse(tx.now()),
                                    written.flatMap(Incident.Postmortem::publishedAt)));
                    return IncidentChanged.What.EDITED;
                });
    }

    /// Shows it, and the incident with the status POSTMORTEM.
    public Incident publish(OrganizationId organization, IncidentId id, Actor actor) {
        return byHand.change(
                organization,
                id,
                actor,
                (tx, before, manuscript) -> {
                    Incident.Postmortem written = written(before);
                    if (written.publishedAt().isPresent()) {
                        throw new Conflict("The postmortem of '" + id + "' is published already");
                    }
                    manuscript
                            .postmortem(at(written, Optional.of(tx.now())))
                            .status(IncidentStatus.POSTMORTEM);
                    return IncidentChanged.What.POSTMORTEM_PUBLISHED;
                });
    }

    /// Takes it off the page; the text stays, and the incident is RESOLVED again.
    public Incident revert(OrganizationId organization, IncidentId id, Actor actor) {
        return byHand.change(
                organization,
                id,
                actor,
                (tx, before, manuscript) -> {
                    Incident.Postmortem written = written(before);
                    if (written.publishedAt().isEmpty()) {
                        throw new Conflict("The postmortem of '" + id + "' is not published");
                    }
                    manuscript
                            .postmortem(at(written, Optional.empty()))
                            .status(IncidentStatus.RESOLVED);
                    return IncidentChanged.What.EDITED;
                });
    }

    private static Incident.Postmortem written(Incident incident) {
        return incident.postmortem()
                .orElseThrow(() ->
                        new Conflict("Incident '" + incident.id() + "' has no postmortem yet"));
    }

    private static Incident.Postmortem at(
            Incident.Postmortem written, Optional<Instant> published) {
        return new Incident.Postmortem(written.body(), written.createdAt(), published);
    }
}
