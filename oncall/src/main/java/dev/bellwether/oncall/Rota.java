package dev.bellwether.oncall;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Answers who is on call when. Reads only.
public final class Rota {
    /// The longest time that is asked for at once.
    public static final Duration LONGEST = Duration.ofDays(400);

    private static final Duration SOON = Duration.ofDays(15);

    private final Store store;
    private final Staff staff;

    Rota(Store store, Staff staff) {
        this.store = store;
        this.staff = staff;
    }

    /// Who is on call at an instant, and who comes next.
    ///
    /// @throws NotFound when the organization has no such schedule
    public OnDuty at(OrganizationId organization, ScheduleId id, Instant at) {
        // Mostly somebody comes within days, and then the overrides of a year need not be read.
        OnDuty soon = at(organization, id, at, SOON);
        return soon.until().isPresent() ? soon : at(organization, id, at, CoverageProof.AHEAD);
    }

    private OnDuty at(OrganizationId organization, ScheduleId id, Instant at, Duration ahead) {
        Instant horizon = at.plus(ahead);
        Timetable timetable =
                store.read(sql -> {
                    Timetable read = timetable(sql, organization, id, at, horizon);
                    if (read.isEmpty()) {
                        known(sql, organization, id);
                    }
                    return read;
                });
        Optional<Timetable.Change> next = timetable.next(at, horizon);
        return new OnDuty(
                at,
                timetable.at(at),
                next.map(Timetable.Change::next),
                next.map(Timetable.Change::people).orElse(List.of()));
    }

    /// The shifts of a schedule that meet a time, cut at its ends.
    ///
    /// @throws InvalidInput when the time is longer than [#LONGEST] or ends before it begins
    public List<Shift> shifts(
            OrganizationId organization, ScheduleId id, Instant from, Instant until) {
        check(from, until);
        return store.read(sql -> {
            known(sql, organization, id);
            return Shift.of(
                    id, timetable(sql, organization, id, from, until).stretches(from, until));
        });
    }

    /// The shifts of a person by all schedules.
    public List<Shift> shiftsOf(
            OrganizationId organization, PersonId person, Instant from, Instant until) {
        check(from, until);
        return store.read(sql ->
                ScheduleRows.list(sql, organization).stream()
                        .flatMap(schedule ->
                                Shift.of(
                                        schedule.id(),
                                        timetable(sql, organization, schedule.id(), from, until)
                                                .stretches(from, until))
                                        .stream())
                        .filter(shift -> shift.person().equals(person))
                        .sorted(
                                Comparator.comparing(Shift::start)
                                        .thenComparing(shift -> shift.schedule().value()))
                        .toList());
    }

    /// Everything that is drawn of a time.
    public Drawing drawing(
            OrganizationId organization, ScheduleId id, Instant from, Instant until) {
        check(from, until);
        return store.read(sql -> {
            known(sql, organization, id);
            return drawing(
                    organization,
                    timetable(sql, organization, id, from, until),
                    OverrideRows.meeting(sql, organization, id, from, until),
                    from,
                    until);
        });
    }

    /// What would be drawn if the draft were saved now. What is wrong with it is told as if it were
    /// saved.
    ///
    /// @param id of the schedule that the draft changes; empty for a new one
    public Drawing preview(
            OrganizationId organization,
            Optional<ScheduleId> id,
            ScheduleDraft draft,
            Instant now,
            Instant until) {
        check(now, until);
        ScheduleInput.check(organization, draft, staff);
        var numbers = new int[1];
        Schedule drafted =
                draft.as(
                        id.orElse(new ScheduleId("draft")),
                        organization,
                        () -> "draft-" + ++numbers[0]);
        List<ScheduleOverride> overrides =
                id.map(known ->
                                store.read(sql ->
                                        OverrideRows.meeting(sql, organization, known, now, until)))
                        .orElse(List.of());
        var timetable = new Timetable(List.of(new Timetable.Version(now, drafted)), overrides);
        return drawing(organization, timetable, overrides, now, until);
    }

    private Drawing drawing(
            OrganizationId organization,
            Timetable timetable,
            List<ScheduleOverride> overrides,
            Instant from,
            Instant until) {
        return new Drawing(
                from,
                until,
                timetable.layers().stream()
                        .map(layer ->
                                new Drawing.Line(
                                        layer, timetable.only(layer.id()).stretches(from, until)))
                        .toList(),
                overrides,
                timetable.stretches(from, until),
                CoverageProof.of(timetable, from, until, new Reach(organization, staff)).gaps());
    }

    /// Whether somebody else is on call because of an override, as the schedule stands: one that
    /// takes the place of whoever is not on call then moves nobody.
    public boolean moves(ScheduleOverride override) {
        return store.read(sql -> {
            List<Timetable.Version> versions =
                    ScheduleRows.versions(
                            sql,
                            override.organization(),
                            override.schedule(),
                            override.start(),
                            override.end());
            List<ScheduleOverride> all =
                    OverrideRows.meeting(
                            sql,
                            override.organization(),
                            override.schedule(),
                            override.start(),
                            override.end());
            var with = new Timetable(versions, all);
            var without =
                    new Timetable(
                            versions,
                            all.stream().filter(one -> !one.id().equals(override.id())).toList());
            for (Instant at = override.start();
                    at.isBefore(override.end());
                    at = with.nextEdge(at)) {
                if (!Set.copyOf(with.onCall(at)).equals(Set.copyOf(without.onCall(at)))) {
                    return true;
                }
            }
            return false;
        });
    }

    /// The proof of the next twelve months.
    public Coverage coverage(OrganizationId organization, ScheduleId id, Instant now) {
        Instant until = now.plus(CoverageProof.AHEAD);
        Timetable timetable =
                store.read(sql -> {
                    known(sql, organization, id);
                    return timetable(sql, organization, id, now, until);
                });
        return CoverageProof.of(timetable, now, until, new Reach(organization, staff));
    }

    /// Where nobody could be reached in the next twelve months without a person, and can be now:
    /// what their leaving would cost. By the names of schedules.
    public List<LeftAlone> without(OrganizationId organization, PersonId person, Instant now) {
        Instant until = now.plus(CoverageProof.AHEAD);
        var alone = new ArrayList<LeftAlone>();
        for (Schedule schedule : store.read(sql -> ScheduleRows.list(sql, organization))) {
            Timetable timetable =
                    store.read(sql -> timetable(sql, organization, schedule.id(), now, until));
            if (timetable.stretches(now, until).stream()
                    .noneMatch(stretch -> stretch.people().contains(person))) {
                continue;
            }
            Coverage with = CoverageProof.of(timetable, now, until, new Reach(organization, staff));
            Coverage without =
                    CoverageProof.of(
                            timetable, now, until, new Reach(organization, staff).without(person));
            List<Gap> opened = CoverageProof.opened(with.gaps(), without.gaps());
            if (!opened.isEmpty()) {
                alone.add(new LeftAlone(schedule, opened));
            }
        }
        return alone;
    }

    static Timetable timetable(
            Handle sql, OrganizationId organization, ScheduleId id, Instant from, Instant until) {
        return new Timetable(
                ScheduleRows.versions(sql, organization, id, from, until),
                OverrideRows.meeting(sql, organization, id, from, until));
    }

    /// Who is on call at an instant; none also when there is no such schedule.
    static List<PersonId> onCall(
            Handle sql, OrganizationId organization, ScheduleId id, Instant at) {
        return ScheduleRows.inForce(sql, organization, id, at).stream()
                .flatMap(plan ->
                        overrides(sql, organization, id, at).applied(plan.at(at), at).stream())
                .map(Duty::person)
                .toList();
    }

    private static OverrideBook overrides(
            Handle sql, OrganizationId organization, ScheduleId id, Instant at) {
        return new OverrideBook(
                OverrideRows.meeting(sql, organization, id, at, at.plus(1, ChronoUnit.MICROS)));
    }

    private static void known(Handle sql, OrganizationId organization, ScheduleId id) {
        if (ScheduleRows.find(sql, organization, id).isEmpty()) {
            throw new NotFound("schedule", id.value());
        }
    }

    private static void check(Instant from, Instant until) {
        if (!from.isBefore(until)) {
            throw new InvalidInput("from", "'" + from + "' is not before '" + until + "'");
        }
        if (Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw new InvalidInput(
                    "until",
                    "'" + until + "' is more than " + LONGEST.toDays() + " days after the start");
        }
    }
}
