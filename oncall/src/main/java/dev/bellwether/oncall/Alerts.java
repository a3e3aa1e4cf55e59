package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What on-call people must handle.
///
/// An alert that follows another is shown where its leader stands; to acknowledge, snooze or
/// escalate it is to do so with the leader.
public final class Alerts {
    private static final int LARGEST = 200;
    private static final int LONGEST_REASON = 500;
    private static final Duration LEAST_SNOOZE = Duration.ofMinutes(1);
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(7);

    private final Store store;
    private final Staff staff;

    Alerts(Store store, Staff staff) {
        this.store = store;
        this.staff = staff;
    }

    public Optional<Alert> find(OrganizationId organization, AlertId id) {
        return store.read(sql ->
                Groups.shown(
                                sql,
                                organization,
                                AlertRows.find(sql, organization, id).stream().toList())
                        .stream()
                        .findFirst());
    }

    /// @throws dev.bellwether.model.NotFound when the organization has none of that id
    public Alert get(OrganizationId organization, AlertId id) {
        return find(organization, id).orElseThrow(() -> new NotFound("alert", id.value()));
    }

    /// The open ones, P1 first and the newest first among equals; at most 1,000.
    public List<Alert> open(OrganizationId organization) {
        return store.read(
                sql -> Groups.shown(sql, organization, AlertRows.open(sql, organization)));
    }

    /// A part of all open ones in that order, however many there are.
    ///
    /// @param from how many are passed over
    /// @param limit 1 to 200
    public List<Alert> open(OrganizationId organization, int from, int limit) {
        if (limit < 1 || limit > LARGEST) {
            throw new InvalidInput("limit", "'" + limit + "' is not 1 to " + LARGEST);
        }
        return store.read(sql ->
                Groups.shown(sql, organization, AlertRows.open(sql, organization, from, limit)));
    }

    /// The open ones of which a person was told, or which they hold: P1 first and the newest first
    /// among equals; at most 1,000.
    public List<Alert> open(OrganizationId organization, PersonId of) {
        return store.read(sql ->
                Groups.shown(
                        sql,
                        organization,
                        AlertRows.open(sql, organization).stream()
                                .filter(one -> concerns(one, of))
                                .toList()));
    }

    private static boolean concerns(Escalating one, PersonId person) {
        return one.told().contains(person)
                || one.alert()
                        .acknowledgedBy()
                        .filter(by ->
                                by.kind() == Actor.Kind.PERSON && by.id().equals(person.value()))
                        .isPresent()
                || one.alert()
                        .handling()
                        .assigned()
                        .equals(Optional.of(new Target.ToPerson(person)));
    }

    /// All of them, newest first.
    ///
    /// @param limit 1 to 200
    public Slice<Alert> list(OrganizationId organization, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > LARGEST) {
            throw new InvalidInput("limit", "'" + limit + "' is not 1 to " + LARGEST);
        }
        AlertCursor before = AlertCursor.of(cursor);
        List<Alert> read =
                store.read(sql ->
                        Groups.shown(
                                sql,
                                organization,
                                AlertRows.latest(
                                        sql,
                                        organization,
                                        before.micros(),
                                        before.id(),
                                        limit + 1)));
        if (read.size() <= limit) {
            return new Slice<>(read, Optional.empty());
        }
        return new Slice<>(
                read.subList(0, limit), Optional.of(AlertCursor.after(read.get(limit - 1))));
    }

    /// The newest alert of an incident. An incident that was reopened has a new one.
    public Optional<Alert> ofIncident(OrganizationId organization, IncidentId incident) {
        return store.read(sql ->
                Groups.shown(
                                sql,
                                organization,
                                AlertRows.ofIncident(sql, organization, incident).stream().toList())
                        .stream()
                        .findFirst());
    }

    /// Open alerts that follow this one, the oldest first; at most 200.
    public List<Alert> following(OrganizationId organization, AlertId id) {
        return store.read(sql ->
                AlertRows.find(sql, organization, id)
                        .flatMap(one -> Groups.group(sql, one))
                        .filter(group -> group.leader().equals(id))
                        .map(group ->
                                GroupRows.followers(sql, group, LARGEST).stream()
                                        .flatMap(each ->
                                                AlertRows.find(sql, organization, each).stream())
                                        .map(Escalating::alert)
                                        .toList())
                        .orElse(List.of()));
    }

    /// Stops the escalation. An alert that is acknowledged or resolved already is answered as it
    /// stands: two people pressing one button is no mistake.
    public Alert acknowledge(OrganizationId organization, AlertId id, Actor actor) {
        return toLeader(
                organization,
                id,
                (tx, held) ->
                        new AlertEvent.Acknowledged(
                                actor, PolicyRows.holds(tx.sql(), held.alert())));
    }

    /// Puts it off: nobody is paged until it triggers again by itself.
    ///
    /// @param time 1 minute to 7 days
    /// @throws Conflict when it is resolved
    public Alert snooze(OrganizationId organization, AlertId id, Duration time, Actor actor) {
        if (time.compareTo(LEAST_SNOOZE) < 0 || time.compareTo(LONGEST_SNOOZE) > 0) {
            throw new InvalidInput("for", "'" + time + "' is not between 1 minute and 7 days");
        }
        return toLeader(
                organization,
                id,
                (tx, held) ->
                        new AlertEvent.Snoozed(open(held, actor).actor(), tx.now().plus(time)));
    }

    /// Takes the next step at once.
    ///
    /// @throws Conflict when it is resolved
    public Alert escalate(OrganizationId organization, AlertId id, Actor actor) {
        return toLeader(
                organization, id, (tx, held) -> new AlertEvent.Hastened(open(held, actor).actor()));
    }

    /// Pages a person, whoever is on call in a schedule, or a place; if nobody answers, the policy
    /// from its first step.
    ///
    /// @throws InvalidInput when nobody could be reached so
    /// @throws Conflict when it is resolved
    public Alert assign(OrganizationId organization, AlertId id, Target target, Actor actor) {
        String name = nameOf(organization, target);
        return toItself(
                organization,
                id,
                held -> new AlertEvent.Assigned(open(held, actor).actor(), target, name));
    }

    /// Gives it to another policy, from its first step.
    ///
    /// @throws InvalidInput when there is no such policy
    /// @throws Conflict when it is resolved
    public Alert move(OrganizationId organization, AlertId id, PolicyId policy, Actor actor) {
        String name =
                store.read(sql -> PolicyRows.find(sql, organization, policy))
                        .map(EscalationPolicy::name)
                        .orElseThrow(() ->
                                new InvalidInput(
                                        "policy",
                                        "'" + policy + "' is not a policy of this organization"));
        return toItself(
                organization,
                id,
                held -> new AlertEvent.Moved(open(held, actor).actor(), policy, name));
    }

    /// @throws Conflict when it is resolved
    public Alert prioritize(
            OrganizationId organization, AlertId id, Priority priority, Actor actor) {
        return store.write(tx -> {
            Escalating held = hold(tx, organization, id);
            Optional<EscalationPolicy> policy =
                    PolicyRows.find(tx.sql(), organization, held.alert().policy());
            return shown(
                    tx,
                    AlertDesk.happened(
                            tx,
                            held,
                            new AlertEvent.Ranked(
                                    open(held, actor).actor(),
                                    priority,
                                    Ranks.urgency(policy, priority)),
                            Roster.NOBODY));
        });
    }

    /// From now on `into` pages for both, and what people do with it they do with both.
    ///
    /// @throws InvalidInput when they are one
    /// @throws Conflict when one of them is resolved, or too many follow the first
    public Alert merge(OrganizationId organization, AlertId id, AlertId into, Actor actor) {
        if (id.equals(into)) {
            throw new InvalidInput("into", "an alert cannot be merged into itself");
        }
        return store.write(tx -> Merging.merged(tx, organization, id, into, actor));
    }

    /// Closes the alert, and with it those that follow it; their incidents stay open.
    ///
    /// @param reason in the person's words, up to 500 characters; may be empty
    /// @throws dev.bellwether.model.Conflict when it is resolved already
    public Alert resolve(OrganizationId organization, AlertId id, Actor actor, String reason) {
        if (reason.length() > LONGEST_REASON) {
            throw new InvalidInput(
                    "reason", "has " + reason.length() + " characters; allowed: up to 500");
        }
        String why =
                "resolved by " + actor.name() + (reason.isBlank() ? "" : ": " + reason.strip());
        return toItself(
                organization,
                id,
                held -> new AlertEvent.Resolved(open(held, actor).actor(), why, true));
    }

    /// The same without a reason.
    public Alert resolve(OrganizationId organization, AlertId id, Actor actor) {
        return resolve(organization, id, actor, "");
    }

    /// Who was to be told, oldest first, and what became of it.
    public List<Told> told(OrganizationId organization, AlertId id) {
        Alert alert = get(organization, id);
        return Tellings.of(
                id,
                store.journal()
                        .about(organization, alert.incident().value(), Long.MAX_VALUE, 1_000));
    }

    private interface Happening {
        AlertEvent of(Tx tx, Escalating held);
    }

    /// On the one that leads, when it follows another.
    private Alert toLeader(OrganizationId organization, AlertId id, Happening happening) {
        return store.write(tx -> {
            Escalating found = hold(tx, organization, id);
            Escalating held = Groups.leaderOf(tx, found);
            Escalating after = AlertDesk.happened(tx, held, happening.of(tx, held), Roster.NOBODY);
            return shown(tx, found.follows() ? found : after);
        });
    }

    private Alert toItself(
            OrganizationId organization, AlertId id, Function<Escalating, AlertEvent> event) {
        return store.write(tx -> {
            Escalating held = hold(tx, organization, id);
            return shown(tx, AlertDesk.happened(tx, held, event.apply(held), Roster.NOBODY));
        });
    }

    private static Alert shown(Tx tx, Escalating one) {
        return Groups.shown(tx.sql(), one.alert().organization(), List.of(one)).getFirst();
    }

    /// An actor who may act on it, for it is not over.
    private record Acting(Actor actor) {}

    private static Acting open(Escalating held, Actor actor) {
        if (!held.alert().isOpen()) {
            throw new Conflict("Alert '" + held.alert().id() + "' is resolved already");
        }
        return new Acting(actor);
    }

    private String nameOf(OrganizationId organization, Target target) {
        return switch (target) {
            case Target.ToPerson(var id) -> {
                Optional<Person> person = staff.person(organization, id);
                new Reach(organization, staff)
                        .whyNot(id)
                        .ifPresent(why -> {
                            throw new InvalidInput("person", "'" + why.name() + "' " + why.why());
                        });
                yield person.map(Person::name).orElse(id.value());
            }
            case Target.ToSchedule(var id) ->
                    store.read(sql -> ScheduleRows.find(sql, organization, id))
                            .map(Schedule::name)
                            .map(name -> "whoever is on call in " + name)
                            .orElseThrow(() ->
                                    new InvalidInput(
                                            "schedule",
                                            "'" + id + "' is not a schedule of this organization"));
            case Target.ToWebhook _, Target.ToChannel _ ->
                    throw new InvalidInput(
                            "kind", "an alert is given to a person, a schedule or a policy");
        };
    }

    private static Escalating hold(Tx tx, OrganizationId organization, AlertId id) {
        return AlertRows.hold(tx, organization, id)
                .orElseThrow(() -> new NotFound("alert", id.value()));
    }
}
