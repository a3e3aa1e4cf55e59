package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.MaintenanceReminded;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Slice;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Work that is announced. While it is under way its services are in MAINTENANCE: nothing is opened
/// and nobody is paged for them; what arrives is recorded.
public final class Maintenances {
    private final Store store;

    Maintenances(Store store) {
        this.store = store;
    }

    public Maintenance get(OrganizationId organization, MaintenanceId id) {
        return find(organization, id).orElseThrow(() -> new NotFound("maintenance", id.value()));
    }

    public Optional<Maintenance> find(OrganizationId organization, MaintenanceId id) {
        return store.read(sql -> MaintenanceRows.find(sql, organization, id));
    }

    /// Those that are not completed, the next first; at most 1,000.
    public List<Maintenance> open(OrganizationId organization) {
        return store.read(sql -> MaintenanceRows.open(sql, organization));
    }

    /// All of them, the latest scheduled first.
    public Slice<Maintenance> list(
            OrganizationId organization, Optional<String> cursor, int limit) {
        int most = Cursor.limit(limit);
        Cursor before = Cursor.of(cursor);
        return Cursor.cut(
                store.read(sql -> MaintenanceRows.latest(sql, organization, before, most + 1)),
                most,
                Maintenance::scheduledFor,
                one -> one.id().value());
    }

    public Maintenance schedule(OrganizationId organization, NewMaintenance what, Actor actor) {
        return store.write(tx -> {
            Turn.take(tx, organization);
            rules(what, 1).known(tx, organization, what.affected(), "affected").refuse();
            return schedule(tx, organization, what, actor);
        });
    }

    static Maintenance schedule(
            Tx tx, OrganizationId organization, NewMaintenance what, Actor actor) {
        IncidentInput.known(tx, organization, what.affected());
        Maintenance fresh =
                new Maintenance(
                        new MaintenanceId(tx.newId()),
                        organization,
                        what.name().strip(),
                        MaintenanceStatus.SCHEDULED,
                        tx.now(),
                        tx.now(),
                        what.scheduledFor(),
                        what.scheduledUntil(),
                        Optional.empty(),
                        Optional.empty(),
                        what.affected(),
                        List.of(),
                        what.autoTransition());
        Maintenance said = said(tx, fresh, MaintenanceStatus.SCHEDULED, what.body(), actor);
        new Reminders(what.reminders(), tx.now()).save(tx.sql(), said);
        return save(tx, said, MaintenanceChanged.What.SCHEDULED, actor);
    }

    /// How long before the start people are reminded.
    public List<Duration> reminders(OrganizationId organization, MaintenanceId id) {
        return store.read(sql -> Reminders.ROWS.find(sql, organization, id))
                .map(Reminders::before)
                .orElse(List.of());
    }

    /// Changes what was announced, as long as it is not completed.
    public Maintenance change(
            OrganizationId organization, MaintenanceId id, NewMaintenance what, Actor actor) {
        return store.write(tx -> {
            rules(what, 0).known(tx, organization, what.affected(), "affected").refuse();
            return change(tx, organization, id, what, actor);
        });
    }

    static Maintenance change(
            Tx tx,
            OrganizationId organization,
            MaintenanceId id,
            NewMaintenance what,
            Actor actor) {
        Maintenance before = openOne(tx, organization, id);
        IncidentInput.known(tx, organization, what.affected());
        Maintenance changed =
                new Maintenance(
                        id,
                        organization,
                        what.name().strip(),
                        before.status(),
                        before.createdAt(),
                        tx.now(),
                        what.scheduledFor(),
                        what.scheduledUntil(),
                        before.startedAt(),
                        before.completedAt(),
                        what.affected(),
                        before.updates(),
                        what.autoTransition());
        Maintenance after =
                what.body().isBlank()
                        ? changed
                        : said(tx, changed, before.status(), what.body(), actor);
        new Reminders(what.reminders(), tx.now()).save(tx.sql(), after);
        save(tx, after, MaintenanceChanged.What.UPDATED, actor);
        before.affected().stream()
                .filter(service -> !after.affected().contains(service))
                .forEach(service -> Desk.look(tx, organization, service));
        return after;
    }

    /// Says more about it.
    public Maintenance update(
            OrganizationId organization, MaintenanceId id, String body, Actor actor) {
        IncidentInput.checkBody(body);
        return store.write(tx -> {
            Maintenance before = openOne(tx, organization, id);
            return save(
                    tx,
                    said(tx, before, before.status(), body, actor),
                    MaintenanceChanged.What.UPDATED,
                    actor);
        });
    }

    public Maintenance start(
            OrganizationId organization, MaintenanceId id, String body, Actor actor) {
        IncidentInput.checkBody(body);
        return store.write(tx -> {
            Maintenance before = openOne(tx, organization, id);
            if (before.status().isUnderWay()) {
                throw new Conflict("Maintenance '" + id + "' is under way already");
            }
            return save(
                    tx,
                    said(tx, before, MaintenanceStatus.IN_PROGRESS, body, actor),
                    MaintenanceChanged.What.STARTED,
                    actor);
        });
    }

    public Maintenance complete(
            OrganizationId organization, MaintenanceId id, String body, Actor actor) {
        IncidentInput.checkBody(body);
        return store.write(tx -> {
            Maintenance before = openOne(tx, organization, id);
            return save(
                    tx,
                    said(tx, before, MaintenanceStatus.COMPLETED, body, actor),
                    MaintenanceChanged.What.COMPLETED,
                    actor);
        });
    }

    /// Calls off one that has not begun.
    public void cancel(OrganizationId organization, MaintenanceId id, Actor actor) {
        store.run(tx -> cancel(tx, organization, id, actor));
    }

    static void cancel(Tx tx, OrganizationId organization, MaintenanceId id, Actor actor) {
        Maintenance before = openOne(tx, organization, id);
        if (before.status() != MaintenanceStatus.SCHEDULED) {
            throw new Conflict("Maintenance '" + id + "' has begun; complete it instead");
        }
        MaintenanceRows.remove(tx.sql(), organization, id);
        Reminders.ROWS.remove(tx.sql(), organization, id);
        tx.journal(
                organization,
                new MaintenanceChanged(before, MaintenanceChanged.What.DELETED, actor));
    }

    /// Reminds of one that is near, if it still is to come.
    void remind(OrganizationId organization, MaintenanceId id) {
        store.run(tx -> {
            Turn.take(tx, organization);
            Optional<Maintenance> found = MaintenanceRows.find(tx.sql(), organization, id);
            Optional<Reminders> reminders = Reminders.ROWS.find(tx.sql(), organization, id);
            if (found.isEmpty() || reminders.isEmpty()) {
                Reminders.ROWS.remove(tx.sql(), organization, id);
                return;
            }
            Maintenance near = found.get();
            if (near.status() == MaintenanceStatus.SCHEDULED
                    && tx.now().isBefore(near.scheduledFor())) {
                reminders
                        .get()
                        .due(near.scheduledFor(), tx.now())
                        .ifPresent(before ->
                                tx.journal(organization, new MaintenanceReminded(near, before)));
            }
            new Reminders(reminders.get().before(), tx.now()).save(tx.sql(), near);
        });
    }

    /// What happened to it and during it, oldest first; the newest 1,000 lines.
    public List<TimelineEntry> timeline(OrganizationId organization, MaintenanceId id) {
        get(organization, id);
        return TimelineWords.of(
                store.journal().about(organization, id.value(), Long.MAX_VALUE, 1_000));
    }

    /// See [Incidents#importAll].
    public Imported importAll(List<Maintenance> maintenances, String source) {
        var done = new Imported(0, 0, 0);
        for (Maintenance maintenance : maintenances) {
            done = done.plus(store.write(tx -> take(tx, maintenance, source)));
        }
        return done;
    }

    private static final Actor CLOCK = Actor.automation("incident", "the time that was announced");

    /// Begins or completes what is due, if it still is.
    void turn(OrganizationId organization, MaintenanceId id) {
        store.run(tx -> {
            Turn.take(tx, organization);
            Optional<Maintenance> found = MaintenanceRows.find(tx.sql(), organization, id);
            if (found.isEmpty() || !found.get().autoTransition()) {
                return;
            }
            Maintenance due = found.get();
            if (due.status() == MaintenanceStatus.SCHEDULED
                    && !tx.now().isBefore(due.scheduledFor())) {
                save(
                        tx,
                        said(
                                tx,
                                due,
                                MaintenanceStatus.IN_PROGRESS,
                                "The maintenance has begun.",
                                CLOCK),
                        MaintenanceChanged.What.STARTED,
                        CLOCK);
            } else if (due.status().isUnderWay() && !tx.now().isBefore(due.scheduledUntil())) {
                save(
                        tx,
                        said(
                                tx,
                                due,
                                MaintenanceStatus.COMPLETED,
                                "The maintenance is completed.",
                                CLOCK),
                        MaintenanceChanged.What.COMPLETED,
                        CLOCK);
            }
        });
    }

    private static Maintenance openOne(Tx tx, OrganizationId organization, MaintenanceId id) {
        Turn.take(tx, organization);
        Maintenance found =
                MaintenanceRows.find(tx.sql(), organization, id)
                        .orElseThrow(() -> new NotFound("maintenance", id.value()));
        if (found.status() == MaintenanceStatus.COMPLETED) {
            throw new Conflict("Maintenance '" + id + "' is completed already");
        }
        return found;
    }

    /// The row, the line, and what it means for the services: at its end, what is still wrong
    /// opens.
    private static Maintenance save(
            Tx tx, Maintenance maintenance, MaintenanceChanged.What what, Actor actor) {
        MaintenanceRows.save(tx.sql(), maintenance);
        tx.journal(maintenance.organization(), new MaintenanceChanged(maintenance, what, actor));
        for (ServiceId service : maintenance.affected()) {
            Desk.look(tx, maintenance.organization(), service);
        }
        return maintenance;
    }

    private static Maintenance said(
            Tx tx, Maintenance before, MaintenanceStatus to, String body, Actor actor) {
        var updates = new ArrayList<>(before.updates());
        updates.add(
                new Update(
                        new UpdateId(tx.newId()),
                        to.name().toLowerCase(Locale.ROOT),
                        body,
                        tx.now(),
                        tx.now(),
                        Optional.empty(),
                        List.of(),
                        actor));
        Optional<Instant> started =
                to.isUnderWay()
                        ? before.startedAt().or(() -> Optional.of(tx.now()))
                        : before.startedAt();
        return new Maintenance(
                before.id(),
                before.organization(),
                before.name(),
                to,
                before.createdAt(),
                tx.now(),
                before.scheduledFor(),
                before.scheduledUntil(),
                started,
                to == MaintenanceStatus.COMPLETED ? Optional.of(tx.now()) : Optional.empty(),
                before.affected(),
                updates,
                before.autoTransition());
    }

    private static Imported take(Tx tx, Maintenance maintenance, String source) {
        Turn.take(tx, maintenance.organization());
        if (MaintenanceRows.find(tx.sql(), maintenance.organization(), maintenance.id())
                .isPresent()) {
            return new Imported(0, 0, 1);
        }
        save(tx, maintenance, MaintenanceChanged.What.SCHEDULED, Actor.imported(source));
        return new Imported(1, 0, 0);
    }

    private static Problems rules(NewMaintenance what, int leastBody) {
        var problems = new Problems();
        Reminders.check(problems, what.reminders());
        return problems.text("name", what.name(), 1, 255)
                .text("body", what.body(), leastBody, Incidents.LONGEST_BODY)
                .require(
                        what.scheduledFor().isBefore(what.scheduledUntil()),
                        "scheduledUntil",
                        "'"
                                + what.scheduledUntil()
                                + "' is not after scheduledFor '"
                                + what.scheduledFor()
                                + "'");
    }
}
