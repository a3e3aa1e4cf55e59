package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.store.Line;
import dev.bellwether.store.Reaction;
import dev.bellwether.store.Tx;
import dev.bellwether.watch.FollowedRows.Followed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Keeps the lead-time ledger, from the journal: for every organization that follows a provider,
/// who knew of an outage when. An outage of the ledger begins with a sign of ours or with the
/// provider's post, and ends with the provider's word; one that it never posted ends with our
/// checks.
///
/// *A sign* is a check in trouble that is not the provider's page itself, of a service that follows
/// the provider.
final class ProviderLedger implements Reaction {
    /// A post this long after our checks were well again still tells of the same outage.
    private static final Duration LATE = Duration.ofHours(1);

    /// What it takes; all else is passed over.
    static final Set<Class<? extends Fact>> CONCERNS =
            Set.of(
                    ProviderChanged.class,
                    VerdictChanged.class,
                    IncidentChanged.class,
                    DeliveryChanged.class);

    @Override
    public void on(Tx tx, Line line) {
        switch (line.fact()) {
            case ProviderChanged changed when changed.component().isEmpty() -> posted(tx, changed);
            case VerdictChanged changed -> signed(tx, line.organization(), changed);
            case IncidentChanged changed -> shown(tx, changed.incident(), line.at());
            case DeliveryChanged changed
                    when changed.state() == DeliveryChanged.State.DELIVERED
                            && changed.alert().isPresent() ->
                    changed.incident()
                            .ifPresent(incident ->
                                    ProviderOutageRows.uncalled(
                                                    tx.sql(), line.organization(), incident)
                                            .forEach(outage ->
                                                    ProviderOutageRows.save(
                                                            tx, called(outage, line.at()))));
            default -> {
                // Nothing of this is in the ledger.
            }
        }
    }

    private static void posted(Tx tx, ProviderChanged changed) {
        boolean isTrouble = changed.status().isTrouble();
        boolean isOver = !isTrouble && changed.status() != Status.UNKNOWN;
        Set<OrganizationId> told = new HashSet<>();
        for (Followed followed : FollowedRows.of(tx.sql(), changed.provider())) {
            if (!told.add(followed.organization())) {
                continue;
            }
            Optional<ProviderOutage> open =
                    current(tx, followed, isTrouble ? changed.seenAt().minus(LATE) : Instant.MAX);
            if (isTrouble && open.flatMap(ProviderOutage::post).isEmpty()) {
                Optional<Instant> claimed =
                        changed.incidents().stream()
                                .map(ProviderIncident::startedAt)
                                .min(Instant::compareTo);
                ProviderOutage outage = open.orElseGet(() -> begin(tx, followed, changed.seenAt()));
                ProviderOutageRows.save(tx, post(outage, changed.seenAt(), claimed));
            } else if (isOver && open.isPresent()) {
                ProviderOutageRows.save(tx, ended(open.get(), Optional.of(changed.seenAt())));
            }
        }
    }

    private static void signed(Tx tx, OrganizationId organization, VerdictChanged changed) {
        // First what most checks answer with nothing, in one look at an index.
        Set<Followed> all = FollowedRows.by(tx.sql(), organization, changed.service());
        if (all.isEmpty() || !isOwn(tx, organization, changed.check())) {
            return;
        }
        for (Followed followed : all) {
            Optional<ProviderOutage> open = current(tx, followed, Instant.MAX);
            if (changed.status().isTrouble()) {
                ProviderOutage outage = open.orElseGet(() -> begin(tx, followed, changed.since()));
                if (outage.sign().isEmpty()) {
                    ProviderOutageRows.save(tx, sign(outage, changed.since(), changed.checkName()));
                }
            } else if (changed.status() == Status.OPERATIONAL) {
                open.filter(outage -> outage.post().isEmpty())
                        .ifPresent(outage ->
                                ProviderOutageRows.save(
                                        tx, ended(outage, Optional.of(changed.decidedAt()))));
            }
        }
    }

    private static void shown(Tx tx, Incident incident, Instant at) {
        if (!incident.published() || incident.resolvedAt().isPresent()) {
            return;
        }
        for (ServiceId service : incident.affected().keySet()) {
            for (Followed followed : FollowedRows.by(tx.sql(), incident.organization(), service)) {
                current(tx, followed, Instant.MAX)
                        .filter(outage -> outage.page().isEmpty())
                        .ifPresent(outage ->
                                ProviderOutageRows.save(
                                        tx, page(outage, at, incident.id().value())));
            }
        }
    }

    /// Whether the check is there and is not itself a look at a provider's page.
    private static boolean isOwn(Tx tx, OrganizationId organization, CheckId id) {
        Optional<Check> check = CheckRows.find(tx.sql(), organization, id);
        return check.isPresent() && !(check.get().spec() instanceof CheckSpec.ProviderPage);
    }

    /// The one that is open, or that ended without a post after `since`.
    private static Optional<ProviderOutage> current(Tx tx, Followed followed, Instant since) {
        return ProviderOutageRows.of(tx.sql(), followed.organization(), followed.provider(), 1)
                .stream()
                .filter(outage ->
                        outage.ended().isEmpty()
                                || (outage.post().isEmpty() && outage.ended().get().isAfter(since)))
                .findFirst();
    }

    private static ProviderOutage begin(Tx tx, Followed followed, Instant at) {
        return new ProviderOutage(
                tx.newId(),
                followed.organization(),
                followed.provider(),
                at,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    private static ProviderOutage sign(ProviderOutage o, Instant at, String by) {
        return new ProviderOutage(
                o.id(),
                o.organization(),
                o.provider(),
                at.isBefore(o.begun()) ? at : o.begun(),
                Optional.of(at),
                by,
                o.post(),
                o.claimed(),
                o.page(),
                o.call(),
                o.incident(),
                o.ended());
    }

    private static ProviderOutage post(ProviderOutage o, Instant at, Optional<Instant> claimed) {
        return new ProviderOutage(
                o.id(),
                o.organization(),
                o.provider(),
                o.begun(),
                o.sign(),
                o.signedBy(),
                Optional.of(at),
                claimed,
                o.page(),
                o.call(),
                o.incident(),
                Optional.empty());
    }

    private static ProviderOutage page(ProviderOutage o, Instant at, String incident) {
        return new ProviderOutage(
                o.id(),
                o.organization(),
                o.provider(),
                o.begun(),
                o.sign(),
                o.signedBy(),
                o.post(),
                o.claimed(),
                Optional.of(at),
                o.call(),
                incident,
                o.ended());
    }

    private static ProviderOutage called(ProviderOutage o, Instant at) {
        return new ProviderOutage(
                o.id(),
                o.organization(),
                o.provider(),
                o.begun(),
                o.sign(),
                o.signedBy(),
                o.post(),
                o.claimed(),
                o.page(),
                Optional.of(at),
                o.incident(),
                o.ended());
    }

    private static ProviderOutage ended(ProviderOutage o, Optional<Instant> at) {
        return new ProviderOutage(
                o.id(),
                o.organization(),
                o.provider(),
                o.begun(),
                o.sign(),
                o.signedBy(),
                o.post(),
                o.claimed(),
                o.page(),
                o.call(),
                o.incident(),
                at);
    }
}
