package dev.bellwether.console;

import dev.bellwether.incident.TimelineEntry;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.ScheduleId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// One alert, for a phone at night: what, since when, who was told, and what can be done with it.
final class AlertPage {
    /// Others that are offered to be merged with.
    private static final int MOST_OTHERS = 100;

    private static final int PEOPLE = 200;
    private static final int EVIDENCE = 20;

    /// The choices for putting it off.
    static final List<Option> SNOOZES =
            List.of(
                    new Option("PT30M", "30 minutes"),
                    new Option("PT1H", "1 hour"),
                    new Option("PT4H", "4 hours"),
                    new Option("PT12H", "12 hours"));

    /// @param evidence what was seen and said, the newest first
    /// @param to whom it can be given: `person:ID`, `schedule:ID`, `policy:ID`
    /// @param others open alerts it can be merged into
    /// @param following those for which it pages
    record View(
            AlertPages.AlertView of,
            List<TimelineEntry> evidence,
            List<Option> to,
            List<Option> others,
            List<Alert> following,
            List<Option> priorities) {
        Alert alert() {
            return of.alert();
        }

        String path() {
            return AlertPages.HOME + "/" + alert().id();
        }

        String heading() {
            return alert().title();
        }
    }

    private final Rooms rooms;
    private final AlertPages alerts;

    AlertPage(Rooms rooms, AlertPages alerts) {
        this.rooms = rooms;
        this.alerts = alerts;
    }

    void register(Routes routes) {
        String one = AlertPages.HOME + "/{id}";
        routes.get(one, Role.VIEWER, this::show);
        routes.post(one + "/escalate", Role.RESPONDER, this::escalate);
        routes.post(one + "/snooze", Role.RESPONDER, this::snooze);
        routes.post(one + "/assign", Role.RESPONDER, this::assign);
        routes.post(one + "/merge", Role.RESPONDER, this::merge);
        routes.post(one + "/priority", Role.RESPONDER, this::priority);
    }

    private Reply show(Visit visit) {
        OrganizationId organization = visit.organization();
        Alert alert = rooms.alerts().get(organization, id(visit));
        var view =
                new View(
                        alerts.view(organization, alert),
                        evidence(organization, alert),
                        recipients(organization),
                        others(organization, alert),
                        rooms.alerts().following(organization, alert.id()),
                        Option.of(Priority.class, Priority::name));
        return Reply.page(
                "alerts",
                (out, frame) -> JtealertPageGenerated.render(out, Html.PLAIN, frame, view));
    }

    private List<TimelineEntry> evidence(OrganizationId organization, Alert alert) {
        return rooms.incidents().timeline(organization, alert.incident()).stream()
                .filter(entry ->
                        switch (entry.kind()) {
                            case NOTE, ALERT, CHANGE, MADE, PUBLIC -> true;
                            case PAGE, RECEIPT -> false;
                        })
                .limit(EVIDENCE)
                .toList();
    }

    private List<Option> recipients(OrganizationId organization) {
        var to = new java.util.ArrayList<Option>();
        rooms.people().persons(organization, Optional.empty(), PEOPLE).items().stream()
                .filter(person -> person.isReachable(rooms.messages()))
                .forEach(person -> to.add(new Option("person:" + person.id(), person.name())));
        rooms.schedules()
                .list(organization)
                .forEach(schedule ->
                        to.add(
                                new Option(
                                        "schedule:" + schedule.id(),
                                        "Whoever is on call in " + schedule.name())));
        rooms.policies()
                .list(organization)
                .forEach(policy ->
                        to.add(new Option("policy:" + policy.id(), "The policy " + policy.name())));
        return List.copyOf(to);
    }

    private List<Option> others(OrganizationId organization, Alert alert) {
        return rooms.alerts().open(organization, 0, MOST_OTHERS).stream()
                .filter(other ->
                        !other.id().equals(alert.id()) && other.handling().mergedInto().isEmpty())
                .map(other -> new Option(other.id().value(), other.title()))
                .toList();
    }

    private Reply escalate(Visit visit) {
        return done(
                visit,
                (organization, id) -> {
                    rooms.alerts().escalate(organization, id, visit.actor());
                    return "Escalated: the next step is taken now.";
                });
    }

    private Reply snooze(Visit visit) {
        String time = visit.form().text("for");
        return done(
                visit,
                (organization, id) -> {
                    String words =
                            SNOOZES.stream()
                                    .filter(option -> option.value().equals(time))
                                    .map(Option::label)
                                    .findFirst()
                                    .orElseThrow(() ->
                                            new InvalidInput(
                                                    "for",
                                                    "'" + time + "' is not one of the choices"));
                    rooms.alerts().snooze(organization, id, Duration.parse(time), visit.actor());
                    return "Snoozed for " + words + ". Then it triggers again.";
                });
    }

    private Reply assign(Visit visit) {
        String to = visit.form().text("to");
        String id = to.substring(to.indexOf(':') + 1);
        return done(
                visit,
                (organization, alert) -> {
                    switch (to.substring(0, Math.max(to.indexOf(':'), 0))) {
                        case "person" ->
                                rooms.alerts()
                                        .assign(
                                                organization,
                                                alert,
                                                new Target.ToPerson(new PersonId(id)),
                                                visit.actor());
                        case "schedule" ->
                                rooms.alerts()
                                        .assign(
                                                organization,
                                                alert,
                                                new Target.ToSchedule(new ScheduleId(id)),
                                                visit.actor());
                        case "policy" ->
                                rooms.alerts()
                                        .move(organization, alert, new PolicyId(id), visit.actor());
                        default -> throw new InvalidInput("to", "choose who is to have the alert");
                    }
                    return "Given on. They are paged now.";
                });
    }

    private Reply merge(Visit visit) {
        String into = visit.form().text("into");
        return done(
                visit,
                (organization, id) -> {
                    rooms.alerts().merge(organization, id, new AlertId(into), visit.actor());
                    return "Merged: the other alert pages for both now.";
                });
    }

    private Reply priority(Visit visit) {
        String wanted = visit.form().text("priority");
        return done(
                visit,
                (organization, id) -> {
                    Priority priority =
                            wanted.matches("P[1-5]") ? Priority.valueOf(wanted) : Priority.P3;
                    rooms.alerts().prioritize(organization, id, priority, visit.actor());
                    return "Its priority is " + priority + " now.";
                });
    }

    /// Does it and comes back here, saying what was done or why not.
    private static Reply done(Visit visit, BiFunction<OrganizationId, AlertId, String> act) {
        AlertId id = id(visit);
        String back = AlertPages.HOME + "/" + id;
        try {
            return Reply.done(back, act.apply(visit.organization(), id));
        } catch (InvalidInput e) {
            return Reply.sorry(back, Errors.words(e));
        } catch (Conflict e) {
            return Reply.sorry(back, Errors.words(e));
        } catch (IllegalArgumentException e) {
            return Reply.sorry(back, "That is not one of the choices.");
        }
    }

    private static AlertId id(Visit visit) {
        return visit.id("alert", AlertId::new);
    }
}
