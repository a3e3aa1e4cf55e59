package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// An incident being written: what stands, changed step by step, then [#done]. For one thread.
final class Manuscript {
    private final IncidentId id;
    private final OrganizationId organization;
    private final Instant createdAt;
    private final Optional<Instant> before;
    private final boolean backfilled;
    private final Instant now;
    private final Map<ServiceId, Status> affected =
            new TreeMap<>(Comparator.comparing(ServiceId::value));
    private final List<Update> updates = new ArrayList<>();
    private String name;
    private IncidentStatus status;
    private Impact impact;
    private Instant startedAt;
    private Optional<Instant> monitoringAt = Optional.empty();
    private Optional<Instant> resolvedAt = Optional.empty();
    private Optional<Incident.Postmortem> postmortem = Optional.empty();
    private boolean published;
    private Incident.Wheel wheel;
    private Optional<Incident.Origin> origin = Optional.empty();

    private Manuscript(Incident incident, Optional<Instant> before, Instant now) {
        this.id = incident.id();
        this.organization = incident.organization();
        this.createdAt = incident.createdAt();
        this.before = before;
        this.backfilled = incident.backfilled();
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.affected.putAll(incident.affected());
        this.updates.addAll(incident.updates());
        this.name = incident.name();
        this.status = incident.status();
        this.impact = incident.impact();
        this.startedAt = incident.startedAt();
        this.monitoringAt = incident.monitoringAt();
        this.resolvedAt = incident.resolvedAt();
        this.postmortem = incident.postmortem();
        this.published = incident.published();
        this.wheel = incident.wheel();
        this.origin = incident.origin();
    }

    static Manuscript of(Incident incident, Instant now) {
        return new Manuscript(incident, Optional.of(incident.updatedAt()), now);
    }

    static Manuscript fresh(
            OrganizationId organization,
            IncidentId id,
            String name,
            Instant startedAt,
            boolean published,
            Incident.Wheel wheel,
            boolean backfilled,
            Instant now) {
        Instant created = (backfilled ? startedAt : now).truncatedTo(ChronoUnit.MICROS);
        return new Manuscript(
                new Incident(
                        id,
                        organization,
                        name,
                        IncidentStatus.INVESTIGATING,
                        Impact.NONE,
                        created,
                        startedAt,
                        created,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        published,
                        wheel,
                        backfilled),
                Optional.empty(),
                now);
    }

    Manuscript name(String to) {
        name = to;
        return this;
    }

    Manuscript impact(Impact to) {
        impact = to;
        return this;
    }

    /// The impact the worst affected service asks for, never less than what stands.
    Manuscript atLeastImpactOfWorst() {
        for (Status status : affected.values()) {
            Impact asked = Impact.of(status);
            impact = asked.compareTo(impact) > 0 ? asked : impact;
        }
        return this;
    }

    Manuscript wheel(Incident.Wheel to) {
        wheel = to;
        return this;
    }

    Manuscript origin(Incident.Origin of) {
        origin = Optional.of(of);
        return this;
    }

    Manuscript publish() {
        published = true;
        return this;
    }

    Manuscript postmortem(Incident.Postmortem to) {
        postmortem = Optional.of(to);
        return this;
    }

    Manuscript status(IncidentStatus to) {
        status = to;
        return this;
    }

    Manuscript resolvedAt(Instant at) {
        resolvedAt = Optional.of(at);
        return this;
    }

    Manuscript onlyAffected(Map<ServiceId, Status> to) {
        affected.clear();
        affected.putAll(to);
        return this;
    }

    Manuscript update(UpdateId update, java.util.function.UnaryOperator<Update> change) {
        updates.replaceAll(one -> one.id().equals(update) ? change.apply(one) : one);
        return this;
    }

    /// Adds an update and with it changes status and affected services. RESOLVED makes every
    /// affected service OPERATIONAL.
    Manuscript say(
            UpdateId update,
            IncidentStatus to,
            Map<ServiceId, Status> changes,
            String body,
            Instant at,
            Actor author,
            Function<ServiceId, String> names) {
        var from = Map.copyOf(affected);
        affected.putAll(changes);
        if (to == IncidentStatus.RESOLVED) {
            affected.replaceAll((service, state) -> Status.OPERATIONAL);
            resolvedAt = Optional.of(at);
        } else if (to.isOpen()) {
            resolvedAt = Optional.empty();
        }
        if (to == IncidentStatus.MONITORING) {
            monitoringAt = Optional.of(at);
        }
        status = to;
        var listed = new ArrayList<Update.Affected>();
        affected.forEach((service, state) ->
                listed.add(
                        new Update.Affected(
                                service,
                                names.apply(service),
                                from.getOrDefault(service, Status.OPERATIONAL),
                                state)));
        updates.add(
                new Update(
                        update,
                        to.name().toLowerCase(Locale.ROOT),
                        body,
                        at,
                        at,
                        Optional.empty(),
                        listed,
                        author));
        return this;
    }

    /// Over here, and told elsewhere: the affected services keep the states they are in, for they
    /// have not recovered.
    Manuscript endElsewhere(UpdateId update, String body, Instant at, Actor author) {
        status = IncidentStatus.RESOLVED;
        resolvedAt = Optional.of(at);
        updates.add(
                new Update(
                        update,
                        status.name().toLowerCase(Locale.ROOT),
                        body,
                        at,
                        at,
                        Optional.empty(),
                        List.of(),
                        author));
        return this;
    }

    /// `updatedAt` always grows, so that it tells versions apart.
    Incident done() {
        Instant updatedAt =
                before.map(last -> last.plus(1, ChronoUnit.MICROS))
                        .filter(least -> least.isAfter(now))
                        .orElse(now);
        return new Incident(
                id,
                organization,
                name,
                status,
                impact,
                createdAt,
                startedAt,
                updatedAt,
                monitoringAt,
                resolvedAt,
                affected,
                updates,
                postmortem,
                published,
                wheel,
                backfilled,
                origin);
    }
}
