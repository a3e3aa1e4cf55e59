package dev.bellwether.bench;

import dev.bellwether.incident.NewMaintenance;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Job;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.oncall.OverrideDraft;
import dev.bellwether.people.People;
import dev.bellwether.store.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Takes the company through its year: the clock goes from one instant at which something happens
/// or is due to the next, and at each the rooms' own jobs run until the journal grows no more.
final class YearReplay implements InstantSource {
    private static final int BATCH = 1_000;
    private static final Set<String> REACTIONS = Set.of("incident-signals", "oncall");

    /// What the year was, as the journal tells it.
    static final class Tally {
        final List<Line> pages = new ArrayList<>();
        final Map<AlertId, Alert> alerts = new HashMap<>();
        final Map<AlertChanged.What, Integer> alertChanges = new HashMap<>();
        final Map<IncidentChanged.What, Integer> incidentChanges = new HashMap<>();
        int instants;
        int lines;
    }

    private final Map<ServiceId, IncidentId> incidentOf = new HashMap<>();
    private final Map<IncidentId, AlertId> alertOf = new HashMap<>();
    private final Map<AlertId, PersonId> toldLast = new HashMap<>();
    private final Tally tally = new Tally();
    private volatile Instant now = YearScript.BEGIN.minus(Duration.ofDays(1));
    private final AtomicBoolean hasGrown = new AtomicBoolean(true);
    private long read;
    private long verdicts;
    private Optional<Instant> due = Optional.empty();
    private long dueAfter = -1;

    @Override
    public Instant instant() {
        return now;
    }

    /// So that codes and links are not asked for in one instant.
    void pass(Duration time) {
        now = now.plus(time);
    }

    Tally run(YearCompany company, List<YearScript.At> script) {
        List<Job> jobs = new ArrayList<>(company.incidents.jobs());
        jobs.addAll(company.oncall.jobs());
        List<Job> reactions = jobs.stream().filter(job -> REACTIONS.contains(job.name())).toList();
        jobs.removeAll(reactions);
        read = company.store.journal().head();
        company.store.journal().onLines(() -> hasGrown.set(true));
        reactions.forEach(job -> job.run(now));
        company.store.journal().reactAtOnce();
        due = due(company);
        for (int next = 0; next < script.size() || due.isPresent(); tally.instants++) {
            Instant event = next < script.size() ? script.get(next).at() : Instant.MAX;
            Instant at = due.filter(event::isAfter).orElse(event);
            now = at.isAfter(now) ? at : now;
            for (; next < script.size() && !script.get(next).at().isAfter(now); next++) {
                happen(company, script.get(next).event());
            }
            due = settle(company, reactions, jobs);
        }
        return tally;
    }

    /// Reactions take what is new in the journal, clocks what is due, until neither is left.
    ///
    /// @return what is due next
    private Optional<Instant> settle(YearCompany company, List<Job> reactions, List<Job> clocks) {
        while (true) {
            reactions.forEach(job -> job.run(now));
            Optional<Instant> due = due(company);
            boolean late = due.filter(at -> !at.isAfter(now)).isPresent();
            if (late) {
                clocks.forEach(job -> job.run(now));
            }
            boolean grew = hasGrown.getAndSet(false);
            if (grew) {
                look(company);
            }
            if (!grew && !late) {
                return due;
            }
        }
    }

    /// Read when something was written since.
    private Optional<Instant> due(YearCompany company) {
        long commits = company.store.health().commits();
        if (commits != dueAfter) {
            due = company.due();
            dueAfter = commits;
        }
        return due;
    }

    private void look(YearCompany company) {
        for (Line line : company.store.journal().read(read, BATCH)) {
            read = line.seq();
            tally.lines++;
            note(line);
        }
    }

    private void note(Line line) {
        switch (line.fact()) {
            case IncidentChanged(var incident, var what, var _, var _) -> {
                tally.incidentChanges.merge(what, 1, Integer::sum);
                incident.affected()
                        .keySet()
                        .forEach(service -> incidentOf.put(service, incident.id()));
            }
            case AlertChanged(var alert, var what, var _, var _, var _) -> {
                tally.alertChanges.merge(what, 1, Integer::sum);
                tally.alerts.put(alert.id(), alert);
                alertOf.put(alert.incident(), alert.id());
            }
            case PageDue page -> {
                tally.pages.add(line);
                page.person().ifPresent(person -> toldLast.put(page.alert(), person));
            }
            default -> {
                // Told by those above.
            }
        }
    }

    private void happen(YearCompany company, YearScript.Event event) {
        switch (event) {
            case YearScript.Event.Degraded(var service) ->
                    verdict(company, service, CheckState.FLAPPING, Status.DEGRADED);
            case YearScript.Event.Down(var service) ->
                    verdict(company, service, CheckState.DOWN, Status.MAJOR_OUTAGE);
            case YearScript.Event.Up(var service) ->
                    verdict(company, service, CheckState.UP, Status.OPERATIONAL);
            case YearScript.Event.Acknowledge(var service) ->
                    alert(service)
                            .ifPresent(id ->
                                    company.oncall
                                            .alerts()
                                            .acknowledge(
                                                    People.DEFAULT, id, whoeverHas(company, id)));
            case YearScript.Event.Snooze(var service) ->
                    alert(service)
                            .ifPresent(id ->
                                    company.oncall
                                            .alerts()
                                            .snooze(
                                                    People.DEFAULT,
                                                    id,
                                                    Duration.ofMinutes(30),
                                                    whoeverHas(company, id)));
            case YearScript.Event.Announce(var service, var from, var until) ->
                    company.incidents
                            .maintenances()
                            .schedule(
                                    People.DEFAULT,
                                    new NewMaintenance(
                                            "Upgrade",
                                            from,
                                            until,
                                            Set.of(service),
                                            "We upgrade it.",
                                            true),
                                    YearCompany.CLERK);
            case YearScript.Event.Override(var team, var person, var from, var until) ->
                    company.oncall
                            .overrides()
                            .make(
                                    People.DEFAULT,
                                    company.schedules.get(team),
                                    new OverrideDraft(
                                            ScheduleOverride.Kind.REPLACE,
                                            Optional.of(company.persons.get(person)),
                                            Optional.empty(),
                                            from,
                                            until,
                                            ""),
                                    true,
                                    YearCompany.CLERK);
            case YearScript.Event.Edit(var team, var edition) -> {
                ScheduleId id = company.schedules.get(team);
                company.oncall
                        .schedules()
                        .change(
                                People.DEFAULT,
                                id,
                                company.draft(team, edition),
                                Optional.empty(),
                                true,
                                YearCompany.CLERK);
            }
        }
    }

    private Optional<AlertId> alert(ServiceId service) {
        return Optional.ofNullable(incidentOf.get(service))
                .flatMap(incident -> Optional.ofNullable(alertOf.get(incident)))
                .flatMap(id -> Optional.ofNullable(tally.alerts.get(id)))
                .filter(Alert::isOpen)
                .map(Alert::id);
    }

    private Actor whoeverHas(YearCompany company, AlertId alert) {
        PersonId person = toldLast.getOrDefault(alert, company.persons.getFirst());
        return Actor.person(company.people.person(People.DEFAULT, person).orElseThrow());
    }

    private void verdict(YearCompany company, ServiceId service, CheckState to, Status status) {
        var said =
                new VerdictChanged(
                        new VerdictId("verdict" + ++verdicts),
                        new CheckId("check-" + service),
                        service,
                        "Check of " + service,
                        to == CheckState.UP ? CheckState.DOWN : CheckState.UP,
                        to,
                        to == CheckState.UP ? Status.MAJOR_OUTAGE : Status.OPERATIONAL,
                        status,
                        "[STATUS] 503 is not in 200-299",
                        now,
                        now);
        company.store.run(tx -> tx.journal(People.DEFAULT, said));
    }
}
