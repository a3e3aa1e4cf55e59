package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Slice;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import dev.bellwether.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What we say to people about trouble. Every change by a person or a token takes the wheel:
/// automation then only adds to the private timeline, until the wheel is returned.
///
/// All methods throw [dev.bellwether.model.NotFound] for an id the organization does not have,
/// [dev.bellwether.model.InvalidInput] with every problem, and [dev.bellwether.model.Conflict] when
/// what stands does not allow the change.
public final class Incidents {
    /// The longest body of an update or a postmortem, in characters.
    public static final int LONGEST_BODY = 25_000;

    /// The most updates of one incident by hand; the one that resolves it may be one more.
    public static final int MOST_UPDATES = 1_000;

    private final Store store;
    private final ByHand byHand;

    Incidents(Store store) {
        this.store = store;
        this.byHand = new ByHand(store);
    }

    public Incident get(OrganizationId organization, IncidentId id) {
        return find(organization, id).orElseThrow(() -> new NotFound("incident", id.value()));
    }

    public Optional<Incident> find(OrganizationId organization, IncidentId id) {
        return store.read(sql -> IncidentRows.find(sql, organization, id));
    }

    /// The open ones, drafts included, newest first; at most 1,000.
    public List<Incident> open(OrganizationId organization) {
        return store.read(sql -> IncidentRows.open(sql, organization));
    }

    /// All of them, newest first.
    ///
    /// @param cursor the `next` of the slice before; empty begins
    /// @param limit 1 to 200
    public Slice<Incident> list(OrganizationId organization, Optional<String> cursor, int limit) {
        int most = Cursor.limit(limit);
        Cursor before = Cursor.of(cursor);
        return Cursor.cut(
                store.read(sql -> IncidentRows.latest(sql, organization, before, most + 1)),
                most,
                Incident::createdAt,
                one -> one.id().value());
    }

    /// Those of the newest 2,000 whose name or words to people hold `words`, newest first.
    ///
    /// @param limit 1 to 200
    public List<Incident> search(OrganizationId organization, String words, int limit) {
        String asked = words.strip().toLowerCase(Locale.ROOT);
        return store
                .read(sql -> IncidentRows.holding(sql, organization, asked, Cursor.limit(limit)))
                .stream()
                .filter(incident -> says(incident, asked))
                .toList();
    }

    /// The row's text holds names of fields too.
    private static boolean says(Incident incident, String words) {
        return incident.id().value().equals(words)
                || incident.name().toLowerCase(Locale.ROOT).contains(words)
                || incident.updates().stream()
                        .anyMatch(u -> u.body().toLowerCase(Locale.ROOT).contains(words));
    }

    /// Those that affect a service, newest first.
    public Slice<Incident> list(
            OrganizationId organization, ServiceId service, Optional<String> cursor, int limit) {
        int most = Cursor.limit(limit);
        Cursor before = Cursor.of(cursor);
        return Cursor.cut(
                store.read(
                        sql -> IncidentRows.latestOf(sql, organization, service, before, most + 1)),
                most,
                Incident::createdAt,
                one -> one.id().value());
    }

    public Incident open(OrganizationId organization, NewIncident what, Actor actor) {
        return store.write(tx -> {
            Turn.take(tx, organization);
            Set<ServiceId> known = what.affected().keySet();
            IncidentInput.of(what).known(tx, organization, known, "affected").refuse();
            Instant said = what.startedAt().filter(at -> what.backfilled()).orElse(tx.now());
            Manuscript manuscript =
                    Manuscript.fresh(
                                    organization,
                                    new IncidentId(tx.newId()),
                                    what.name().strip(),
                                    what.startedAt().orElse(tx.now()),
                                    what.published(),
                                    Incident.Wheel.PERSON,
                                    what.backfilled(),
                                    tx.now())
                            .say(
                                    new UpdateId(tx.newId()),
                                    what.status(),
                                    what.affected(),
                                    what.body(),
                                    what.resolvedAt().orElse(said),
                                    actor,
                                    id -> Desk.name(tx, organization, id));
            what.resolvedAt().ifPresent(manuscript::resolvedAt);
            Impact worst =
                    what.affected().values().stream()
                            .map(Impact::of)
                            .max(Comparator.naturalOrder())
                            .orElse(Impact.NONE);
            Incident incident = manuscript.impact(what.impact().orElse(worst)).done();
            Desk.save(tx, incident, IncidentChanged.What.OPENED, actor);
            known.forEach(id -> Desk.settleStatus(tx, organization, id, incident.startedAt()));
            return incident;
        });
    }

    public Incident update(
            OrganizationId organization, IncidentId id, NewUpdate update, Actor actor) {
        return byHand.change(
                organization,
                id,
                actor,
                update.expected(),
                (tx, before, manuscript) -> {
                    IncidentInput.of(update)
                            .known(tx, organization, update.affected().keySet(), "affected")
                            .refuse();
                    IncidentStatus status = update.status().orElse(before.status());
                    if (status == IncidentStatus.RESOLVED
                            && before.status() == IncidentStatus.RESOLVED) {
                        throw new Conflict("Incident '" + id + "' is resolved already");
                    }
                    if (before.updates().size() >= MOST_UPDATES && status.isOpen()) {
                        throw new Conflict(
                                "Incident '"
                                        + id
                                        + "' has "
                                        + MOST_UPDATES
                                        + " updates, which is the most: resolve it, and open"
                                        + " another for what comes");
                    }
                    manuscript
                            .say(
                                    new UpdateId(tx.newId()),
                                    status,
                                    update.affected(),
                                    update.body(),
                                    tx.now(),
                                    actor,
                                    service -> Desk.name(tx, organization, service))
                            .atLeastImpactOfWorst();
                    update.impact().ifPresent(manuscript::impact);
                    boolean wasOpen = before.status().isOpen();
                    return !status.isOpen() && wasOpen
                            ? IncidentChanged.What.RESOLVED
                            : status.isOpen() && !wasOpen
                                    ? IncidentChanged.What.REOPENED
                                    : IncidentChanged.What.UPDATED;
                });
    }

    /// Changes the words of an update; on a published incident it is shown as edited. The words
    /// before stay on the private timeline.
    ///
    /// @param at when it is shown to have been said; empty leaves it
    public Incident editUpdate(
            OrganizationId organization,
            IncidentId id,
            UpdateId update,
            String body,
            Optional<Instant> at,
            Actor actor) {
        IncidentInput.checkBody(body);
        return byHand.change(
                organization,
                id,
                actor,
                (tx, before, manuscript) -> {
                    Update earlier =
                            before.updates().stream()
                                    .filter(one -> one.id().equals(update))
                                    .findFirst()
                                    .orElseThrow(() -> new NotFound("update", update.value()));
                    tx.journal(
                            organization,
                            new TimelineNoted(id, TimelineWords.before(earlier), actor));
                    manuscript.update(
                            update,
                            one ->
                                    new Update(
                                            one.id(),
                                            one.status(),
                                            body,
                                            one.createdAt(),
                                            at.orElse(one.at()),
                                            before.published()
                                                    ? Optional.of(tx.now())
                                                    : one.editedAt(),
                                            one.affected(),
                                            one.author()));
                    return IncidentChanged.What.EDITED;
                });
    }

    /// Changes name, impact or affected services without saying more.
    public Incident edit(
            OrganizationId organization, IncidentId id, IncidentEdit edit, Actor actor) {
        return byHand.change(
                organization,
                id,
                actor,
                edit.expected(),
                (tx, before, manuscript) -> {
                    IncidentInput.of(edit)
                            .known(
                                    tx,
                                    organization,
                                    edit.affected().map(Map::keySet).orElse(Set.of()),
                                    "affected")
                            .refuse();
                    edit.name().map(String::strip).ifPresent(manuscript::name);
                    edit.impact().ifPresent(manuscript::impact);
                    edit.affected()
                            .ifPresent(affected -> {
                                manuscript.onlyAffected(affected);
                            });
                    return IncidentChanged.What.EDITED;
                });
    }

    public Incident resolve(OrganizationId organization, IncidentId id, String body, Actor actor) {
        return update(organization, id, NewUpdate.of(IncidentStatus.RESOLVED, body), actor);
    }

    /// Shows a draft.
    public Incident publish(OrganizationId organization, IncidentId id, Actor actor) {
        return byHand.change(
                organization,
                id,
                actor,
                (tx, before, manuscript) -> {
                    if (before.published()) {
                        throw new Conflict("Incident '" + id + "' is published already");
                    }
                    manuscript.publish();
                    return IncidentChanged.What.PUBLISHED;
                });
    }

    /// Deletes a draft. What was published stays: it is a conflict.
    public void deleteDraft(OrganizationId organization, IncidentId id, Actor actor) {
        store.run(tx -> {
            Turn.take(tx, organization);
            Incident incident = Desk.load(tx, organization, id);
            if (incident.published()) {
                throw new Conflict(
                        "Incident '" + id + "' is published; only a draft can be deleted");
            }
            IncidentRows.remove(tx.sql(), organization, id);
            tx.journal(
                    organization,
                    new IncidentChanged(incident, IncidentChanged.What.DELETED, actor));
            Desk.closed(tx, incident, true);
        });
    }

    public Incident takeWheel(OrganizationId organization, IncidentId id, Actor actor) {
        return byHand.change(
                organization,
                id,
                actor,
                (tx, before, manuscript) -> IncidentChanged.What.WHEEL_TAKEN);
    }

    /// Hands the incident back to automation, which says at once what it has to say.
    public Incident returnWheel(OrganizationId organization, IncidentId id, Actor actor) {
        return store.write(tx -> {
            Turn.take(tx, organization);
            Incident before = Desk.load(tx, organization, id);
            if (!before.status().isOpen()) {
                throw new Conflict("Incident '" + id + "' is resolved; there is nothing to drive");
            }
            Desk.save(
                    tx,
                    Manuscript.of(before, tx.now()).wheel(Incident.Wheel.AUTOMATION).done(),
                    IncidentChanged.What.WHEEL_RETURNED,
                    actor);
            Set<ServiceId> services = new HashSet<>(before.affected().keySet());
            services.addAll(WatchRows.joined(tx.sql(), organization, id));
            services.forEach(service -> Desk.look(tx, organization, service));
            Incident after = Desk.load(tx, organization, id);
            boolean drives =
                    after.wheel() == Incident.Wheel.AUTOMATION
                            && !WatchRows.joined(tx.sql(), organization, id).isEmpty();
            if (after.status().isOpen() && !drives) {
                throw new Conflict(
                        "Incident '" + id + "' affects no service that automation watches");
            }
            return after;
        });
    }

    /// A line on the private timeline. Does not take the wheel.
    public void note(OrganizationId organization, IncidentId id, String text, Actor actor) {
        new Problems().text("text", text, 1, LONGEST_BODY).refuse();
        store.run(tx -> {
            Desk.load(tx, organization, id);
            tx.journal(organization, new TimelineNoted(id, text, actor));
        });
    }

    /// The private timeline, oldest first: what was done in the [Changes#BEFORE] before it began,
    /// then signals and evidence, what was said, alerts, pages, receipts. The newest 1,000 lines.
    public List<TimelineEntry> timeline(OrganizationId organization, IncidentId id) {
        Incident incident = get(organization, id);
        var entries =
                new ArrayList<>(
                        TimelineWords.made(store.read(sql -> Changes.before(sql, incident))));
        entries.addAll(
                TimelineWords.of(
                        store.journal().about(organization, id.value(), Long.MAX_VALUE, 1_000)));
        return List.copyOf(entries);
    }

    /// Takes incidents of another system over: ids, dates and words stay, all are backfilled and
    /// page nobody. Done twice it changes nothing; an imported incident that is newer there is
    /// replaced, one that a person changed here is left.
    public Imported importAll(List<Incident> incidents, String source) {
        return new IncidentImport(store).take(incidents, source);
    }

    private static final int LONGEST_TIMELINE = 1_000;
}
