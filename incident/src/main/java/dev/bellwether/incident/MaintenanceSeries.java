package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.SeriesId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Maintenance that comes again. Each occurrence becomes a maintenance like any other, announced
/// [#AHEAD] before it begins (the next one always): it can be told about, changed and called off by
/// itself.
public final class MaintenanceSeries {
    /// The most series one organization may have.
    public static final int MOST = 500;

    /// How long before they begin occurrences are announced.
    public static final Duration AHEAD = Duration.ofDays(30);

    static final Documents<Series> SERIES = Documents.in("maintenance_series", Series.class);

    private static final int AT_ONCE = 40;
    private static final Actor RULE = Actor.automation("incident", "the rule of its series");

    private final Store store;

    MaintenanceSeries(Store store) {
        this.store = store;
    }

    /// All of them, by name.
    public List<Series> list(OrganizationId organization) {
        return store.read(sql -> SERIES.select(sql, organization, "ORDER BY name, id", MOST));
    }

    /// @throws NotFound when the organization has none of that id
    public Series get(OrganizationId organization, SeriesId id) {
        return store.read(sql -> SERIES.find(sql, organization, id))
                .orElseThrow(() -> new NotFound("series", id.value()));
    }

    /// The newest 1,000 occurrences that were announced, the oldest first. One that was called off
    /// is among them; its maintenance is gone.
    public List<Occurrence> occurrences(OrganizationId organization, SeriesId id) {
        return store.read(sql -> OccurrenceRows.of(sql, organization, id));
    }

    /// The occurrence that a maintenance is, if it belongs to a series.
    public Optional<Occurrence> occurrence(OrganizationId organization, MaintenanceId id) {
        return store.read(sql -> OccurrenceRows.find(sql, organization, id));
    }

    /// @throws dev.bellwether.model.InvalidInput naming what is wrong
    /// @throws Conflict when the organization has [#MOST] others
    public Series make(OrganizationId organization, NewSeries plan, Actor actor) {
        return store.write(tx -> {
            Turn.take(tx, organization);
            check(tx, organization, plan);
            if (SERIES.count(tx.sql(), organization) >= MOST) {
                throw new Conflict("There are " + MOST + " series already, which is the most");
            }
            var series =
                    new Series(
                            new SeriesId(tx.newId()),
                            organization,
                            plan,
                            Set.of(),
                            Optional.empty());
            audit(tx, series, "series.made", actor);
            announce(tx, series, actor);
            return series;
        });
    }

    /// Changes all occurrences that have not begun; what was announced is changed or called off.
    public Series change(OrganizationId organization, SeriesId id, NewSeries plan, Actor actor) {
        return store.write(tx -> {
            Series before = load(tx, organization, id);
            check(tx, organization, plan);
            var after = new Series(id, organization, plan, before.skipped(), Optional.empty());
            audit(tx, after, "series.changed", actor);
            revise(tx, after, LocalDateTime.MIN, actor);
            return after;
        });
    }

    /// Changes an occurrence and all that follow: the series ends before it, and a new one goes on.
    ///
    /// @param from local time of the occurrence
    /// @return the new series
    public Series changeFollowing(
            OrganizationId organization, SeriesId id, String from, NewSeries plan, Actor actor) {
        return store.write(tx -> {
            Series before = load(tx, organization, id);
            check(tx, organization, plan);
            LocalDateTime at = occurrence(from);
            end(tx, before, at, actor);
            var after =
                    new Series(
                            new SeriesId(tx.newId()),
                            organization,
                            plan,
                            before.skipped(),
                            Optional.empty());
            audit(tx, after, "series.made", actor);
            announce(tx, after, actor);
            return after;
        });
    }

    /// Leaves one occurrence out; it is called off when it was announced.
    ///
    /// @param occurs its local time
    /// @throws Conflict when it has begun
    public Series skip(OrganizationId organization, SeriesId id, String occurs, Actor actor) {
        return store.write(tx -> {
            Series before = load(tx, organization, id);
            LocalDateTime at = occurrence(occurs);
            boolean isOne =
                    before.recurrence()
                            .after(before.recurrence().at(at).minusSeconds(1), 1)
                            .contains(at);
            if (!isOne || !before.takesPlace(at)) {
                throw new NotFound("occurrence", occurs);
            }
            var skipped = new HashSet<>(before.skipped());
            skipped.add(at.toString());
            var after = new Series(id, organization, before.plan(), skipped, before.ends());
            OccurrenceRows.of(tx.sql(), organization, id).stream()
                    .filter(one -> one.occurs().equals(at.toString()))
                    .forEach(
                            one -> Maintenances.cancel(tx, organization, one.maintenance(), actor));
            audit(tx, after, "series.skipped", actor);
            announce(tx, after, actor);
            return after;
        });
    }

    /// Ends it: what was announced and has not begun is called off.
    public void end(OrganizationId organization, SeriesId id, Actor actor) {
        store.run(tx -> {
            Series series = load(tx, organization, id);
            revise(tx, ended(series, LocalDateTime.MIN), LocalDateTime.MIN, actor);
            SERIES.remove(tx.sql(), organization, id);
            audit(tx, series, "series.ended", actor);
        });
    }

    private void end(Tx tx, Series series, LocalDateTime at, Actor actor) {
        Series until = ended(series, at);
        // What the old rule still says before the change is announced now, however far ahead.
        announce(tx, until, actor);
        revise(tx, until, at, actor);
        audit(tx, until, "series.ended", actor);
    }

    private static Series ended(Series series, LocalDateTime at) {
        return new Series(
                series.id(),
                series.organization(),
                series.plan(),
                series.skipped(),
                Optional.of(at.equals(LocalDateTime.MIN) ? series.plan().begins() : at.toString()));
    }

    /// Announces what is due, if the series is still there.
    void announce(OrganizationId organization, SeriesId id) {
        store.run(tx -> {
            Turn.take(tx, organization);
            SERIES.find(tx.sql(), organization, id).ifPresent(series -> announce(tx, series, RULE));
        });
    }

    /// Brings what was announced from a local time on in line with the plan.
    private static void revise(Tx tx, Series series, LocalDateTime from, Actor actor) {
        OrganizationId organization = series.organization();
        Recurrence recurrence = series.recurrence();
        Set<LocalDateTime> planned = new HashSet<>(recurrence.after(tx.now(), 1_000));
        for (Occurrence one : OccurrenceRows.of(tx.sql(), organization, series.id())) {
            LocalDateTime at = LocalDateTime.parse(one.occurs());
            boolean isToCome =
                    !at.isBefore(from)
                            && MaintenanceRows.find(tx.sql(), organization, one.maintenance())
                                    .filter(m -> m.status() == MaintenanceStatus.SCHEDULED)
                                    .isPresent();
            if (!isToCome) {
                continue;
            }
            if (planned.contains(at) && series.takesPlace(at)) {
                Maintenances.change(
                        tx, organization, one.maintenance(), occurrence(series, at, ""), actor);
            } else {
                Maintenances.cancel(tx, organization, one.maintenance(), actor);
                OccurrenceRows.remove(tx.sql(), organization, one);
            }
        }
        announce(tx, series, actor);
    }

    private static void announce(Tx tx, Series series, Actor actor) {
        OrganizationId organization = series.organization();
        Recurrence recurrence = series.recurrence();
        Map<String, Occurrence> announced =
                OccurrenceRows.of(tx.sql(), organization, series.id()).stream()
                        .collect(Collectors.toMap(Occurrence::occurs, one -> one));
        Instant soon = tx.now().plus(AHEAD);
        boolean hasNext = false;
        Optional<Instant> again = Optional.empty();
        for (LocalDateTime at : recurrence.after(tx.now(), AT_ONCE)) {
            if (!series.takesPlace(at)) {
                continue;
            }
            Instant start = recurrence.at(at);
            if (announced.containsKey(at.toString())) {
                again = Optional.of(start);
                hasNext = true;
            } else if (!hasNext || !start.isAfter(soon)) {
                MaintenanceId made =
                        Maintenances.schedule(
                                        tx,
                                        organization,
                                        occurrence(series, at, series.plan().body()),
                                        actor)
                                .id();
                OccurrenceRows.add(
                        tx.sql(), organization, new Occurrence(series.id(), at.toString(), made));
                again = Optional.of(start);
                hasNext = true;
            } else {
                Instant wait = start.minus(AHEAD);
                again = again.filter(wait::isAfter).or(() -> Optional.of(wait));
                break;
            }
        }
        SERIES.row(organization, series.id(), series)
                .with("name", series.plan().name())
                .with("due_at", again, Instant.class)
                .save(tx.sql());
    }

    private static NewMaintenance occurrence(Series series, LocalDateTime at, String body) {
        NewSeries plan = series.plan();
        Instant start = series.recurrence().at(at);
        return new NewMaintenance(
                plan.name(),
                start,
                start.plus(plan.lasts()),
                plan.affected(),
                body,
                plan.autoTransition(),
                plan.reminders());
    }

    private static Series load(Tx tx, OrganizationId organization, SeriesId id) {
        Turn.take(tx, organization);
        return SERIES.find(tx.sql(), organization, id)
                .orElseThrow(() -> new NotFound("series", id.value()));
    }

    private static LocalDateTime occurrence(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (java.time.DateTimeException e) {
            throw new NotFound("occurrence", text);
        }
    }

    private static void audit(Tx tx, Series series, String action, Actor actor) {
        tx.journal(
                series.organization(),
                new Audited(actor, action, series.id().value(), series.plan().name()));
    }

    private static void check(Tx tx, OrganizationId organization, NewSeries plan) {
        Recurrence recurrence = Recurrence.of(plan.rule(), plan.begins(), plan.zone());
        boolean hasNext = !recurrence.after(tx.now(), 1).isEmpty();
        Optional<Duration> gap = recurrence.shortestGap(tx.now());
        var problems =
                new Problems()
                        .text("name", plan.name(), 1, 255)
                        .text("body", plan.body(), 1, Incidents.LONGEST_BODY)
                        .require(hasNext, "rule", "'" + plan.rule() + "' has no occurrence to come")
                        .require(
                                plan.lasts().compareTo(Duration.ofMinutes(1)) >= 0
                                        && plan.lasts().compareTo(Duration.ofDays(7)) <= 0,
                                "lasts",
                                "'" + plan.lasts() + "' is not one minute to 7 days")
                        .require(
                                gap.filter(least -> plan.lasts().compareTo(least) > 0).isEmpty(),
                                "lasts",
                                "'"
                                        + plan.lasts()
                                        + "' is longer than the shortest time between two, '"
                                        + gap.map(Duration::toString).orElse("")
                                        + "'");
        Reminders.check(problems, plan.reminders());
        problems.known(tx, organization, plan.affected(), "affected").refuse();
    }
}
