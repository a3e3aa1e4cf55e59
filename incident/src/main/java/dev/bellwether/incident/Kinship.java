package dev.bellwether.incident;

import dev.bellwether.model.Causation;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what stands around a service by what depends on what, in a transaction whose turn was
/// taken.
final class Kinship {
    private final Tx tx;
    private final OrganizationId organization;

    Kinship(Tx tx, OrganizationId organization) {
        this.tx = tx;
        this.organization = organization;
    }

    /// @param open the incident its signals go to
    Kin of(Service service, Watched watched, Optional<Incident> open) {
        Optional<Status> worst = watched.worst(Seen::isActive);
        Optional<ServiceId> named =
                open.flatMap(one -> CausationRows.find(tx.sql(), organization, one.id()))
                        .map(Causation::cause);
        if (worst.isEmpty()) {
            return new Kin(Optional.empty(), Optional.empty(), named, Optional.empty());
        }
        Instant since = watched.troubleSince().orElse(tx.now());
        return new Kin(
                blame(service.id(), worst.get(), since),
                watched.under().flatMap(this::over),
                named,
                open.isPresent()
                        ? Optional.empty()
                        : consequence(service.id(), worst.get(), since));
    }

    private Optional<Blame> blame(ServiceId service, Status worst, Instant since) {
        Map<ServiceId, Set<ServiceId>> edges =
                DependencyRows.upstream(tx.sql(), organization, service);
        if (edges.isEmpty()) {
            return Optional.empty();
        }
        var troubled = new ArrayList<Causes.Upstream>();
        for (ServiceId needed : Causes.reach(service, edges)) {
            trouble(needed)
                    .ifPresent(one ->
                            troubled.add(
                                    new Causes.Upstream(
                                            needed,
                                            one.name(),
                                            one.worst(),
                                            one.since(),
                                            Causes.reach(needed, edges))));
        }
        Duration window = DependencyRows.window(tx.sql(), organization, service);
        List<Causes.Upstream> possible = Causes.of(worst, since, window, troubled);
        if (possible.isEmpty()) {
            return Optional.empty();
        }
        Causes.Upstream cause = possible.getFirst();
        return Optional.of(
                new Blame(
                        cause.service(),
                        cause.name(),
                        cause.since(),
                        isSilent(cause.service()),
                        target(cause.service()),
                        possible.stream().skip(1).limit(5).map(Causes.Upstream::name).toList()));
    }

    private record Trouble(String name, Status worst, Instant since) {}

    /// What is wrong with a service that counts as a cause: seen now, not expected, and not
    /// dismissed by a person.
    private Optional<Trouble> trouble(ServiceId id) {
        Watched watched = WatchRows.load(tx.sql(), organization, id);
        Optional<Status> worst = watched.worst(Seen::isActive);
        if (worst.isEmpty() || watched.dismissed().isPresent() || inMaintenance(id)) {
            return Optional.empty();
        }
        Instant since =
                watched.troubleSince()
                        .or(() ->
                                watched.seen().stream()
                                        .filter(Seen::isActive)
                                        .map(Seen::since)
                                        .min(Comparator.naturalOrder()))
                        .orElse(tx.now());
        return ServiceRows.find(tx.sql(), organization, id)
                .map(service -> new Trouble(service.name(), worst.get(), since));
    }

    private boolean isSilent(ServiceId id) {
        return ServiceRows.find(tx.sql(), organization, id)
                .filter(one -> one.policy().publish() != IncidentPolicy.Publish.AT_ONCE)
                .isPresent();
    }

    private boolean inMaintenance(ServiceId id) {
        return !MaintenanceRows.underWay(tx.sql(), organization, id).isEmpty();
    }

    /// The incident of the cause, or one that names it.
    private Optional<Incident> target(ServiceId cause) {
        Optional<IncidentId> own = WatchRows.load(tx.sql(), organization, cause).incident();
        return own.flatMap(this::joinable)
                .or(() ->
                        CausationRows.ofCause(tx.sql(), organization, cause)
                                .map(Causation::incident)
                                .flatMap(this::joinable));
    }

    private Optional<Incident> joinable(IncidentId id) {
        return IncidentRows.find(tx.sql(), organization, id)
                .filter(incident -> incident.status().isOpen() && !incident.backfilled())
                .filter(incident ->
                        incident.wheel() == Incident.Wheel.AUTOMATION || pages(incident));
    }

    /// Whether somebody is paged for what the incident says: on-call reads the same.
    private boolean pages(Incident incident) {
        boolean grave = incident.impact().compareTo(Impact.MAJOR) >= 0;
        return incident.affected().entrySet().stream()
                .anyMatch(entry ->
                        ServiceRows.find(tx.sql(), organization, entry.getKey())
                                .filter(service -> service.escalation().isPresent())
                                .filter(service -> !inMaintenance(service.id()))
                                .filter(service ->
                                        grave
                                                || entry.getValue().isOutage()
                                                || entry.getValue() == Status.DEGRADED
                                                        && service.policy().pageOnDegraded())
                                .isPresent());
    }

    /// Since when a cause is none any more.
    private Optional<Instant> over(ServiceId cause) {
        boolean isGone = ServiceRows.find(tx.sql(), organization, cause).isEmpty();
        Watched watched = WatchRows.load(tx.sql(), organization, cause);
        if (isGone || watched.isBlind() || inMaintenance(cause)) {
            return Optional.of(Instant.EPOCH);
        }
        return watched.isWell() ? watched.wellSince() : Optional.empty();
    }

    /// The first open incident of a service that depends on this one and failed about when it did.
    private Optional<Incident> consequence(ServiceId cause, Status worst, Instant since) {
        return WatchRows.troubled(
                        tx.sql(),
                        organization,
                        DependencyRows.downstream(tx.sql(), organization, cause))
                .stream()
                .filter(child -> child.watched().under().isEmpty())
                .filter(child -> isConsequence(child, worst, since))
                .flatMap(child -> child.watched().incident().stream())
                .flatMap(id -> IncidentRows.find(tx.sql(), organization, id).stream())
                .filter(one -> one.status().isOpen() && !one.backfilled())
                .filter(one -> one.wheel() == Incident.Wheel.AUTOMATION)
                .min(Comparator.comparing(Incident::createdAt).thenComparing(i -> i.id().value()));
    }

    private boolean isConsequence(WatchRows.One child, Status worst, Instant since) {
        Duration window = DependencyRows.window(tx.sql(), organization, child.service());
        Optional<Status> said = child.watched().worst(Seen::isActive);
        Optional<Instant> began = child.watched().troubleSince();
        return said.isPresent()
                && began.isPresent()
                && Causes.explains(worst, said.get())
                && Causes.isAbout(began.get(), since, window);
    }
}
