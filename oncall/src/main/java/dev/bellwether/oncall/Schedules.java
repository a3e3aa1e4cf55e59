package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.Layer;
import dev.bellwether.model.LayerId;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleChanged;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.model.ScheduleRemoved;
import dev.bellwether.store.Store;
import dev.bellwether.store.Trash;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The schedules of an organization: made, changed, removed. See [Rota] for what they say.
public final class Schedules {
    /// The most schedules one organization may have.
    public static final int MOST = 500;

    private static final String TRASH = "schedule";
    private static final Instant EVER = Instant.parse("2500-01-01T00:00:00Z");

    private final Store store;
    private final Staff staff;

    Schedules(Store store, Staff staff) {
        this.store = store;
        this.staff = staff;
    }

    /// A schedule that was removed, with all that is needed to bring it back.
    private record Removed(List<Timetable.Version> versions, List<ScheduleOverride> overrides) {}

    /// All of them, by name, as they were saved last.
    public List<Schedule> list(OrganizationId organization) {
        return store.read(sql -> ScheduleRows.list(sql, organization));
    }

    public Optional<Schedule> find(OrganizationId organization, ScheduleId id) {
        return store.read(sql -> ScheduleRows.find(sql, organization, id));
    }

    /// @throws NotFound when the organization has none of that id
    public Schedule get(OrganizationId organization, ScheduleId id) {
        return find(organization, id).orElseThrow(() -> unknown(id));
    }

    /// When what was saved last takes effect, or took it.
    public Instant effective(OrganizationId organization, ScheduleId id) {
        return store.read(sql -> ScheduleRows.newest(sql, organization, id))
                .orElseThrow(() -> unknown(id));
    }

    /// Who is on call at an instant; none when nobody is.
    ///
    /// @throws NotFound when the organization has none of that id
    public List<PersonId> onCall(OrganizationId organization, ScheduleId id, Instant at) {
        return store.read(sql -> {
            List<PersonId> people = Rota.onCall(sql, organization, id, at);
            if (people.isEmpty() && ScheduleRows.find(sql, organization, id).isEmpty()) {
                throw unknown(id);
            }
            return people;
        });
    }

    /// What [#make] and [#change] would refuse the draft for, gaps apart.
    public List<Problem> problems(OrganizationId organization, ScheduleDraft draft) {
        return ScheduleInput.problems(organization, draft, staff);
    }

    /// Makes a schedule that is in force from now on.
    ///
    /// @param acceptGaps it is meant that nobody can be reached at times
    /// @throws InvalidInput naming everything that is wrong
    /// @throws OpensGaps when somebody must say first that gaps are meant
    /// @throws Conflict when the organization has [#MOST] others
    public Schedule make(
            OrganizationId organization, ScheduleDraft draft, boolean acceptGaps, Actor actor) {
        return make(organization, Optional.empty(), draft, acceptGaps, actor);
    }

    /// [#make] under an id of the caller's choosing, or [#change] from now on when there is one of
    /// that id.
    public Schedule put(
            OrganizationId organization,
            ScheduleId id,
            ScheduleDraft draft,
            boolean acceptGaps,
            Actor actor) {
        return find(organization, id).isPresent()
                ? change(organization, id, draft, Optional.empty(), acceptGaps, actor)
                : make(organization, Optional.of(id), draft, acceptGaps, actor);
    }

    private Schedule make(
            OrganizationId organization,
            Optional<ScheduleId> chosen,
            ScheduleDraft draft,
            boolean acceptGaps,
            Actor actor) {
        ScheduleInput.check(organization, draft, staff);
        return store.write(tx -> {
            makeRoom(tx, organization);
            var id = chosen.orElseGet(() -> new ScheduleId(tx.newId()));
            Schedule schedule = withKnownLayers(draft, List.of()).as(id, organization, tx::newId);
            if (!acceptGaps) {
                refuseGaps(tx.now(), schedule);
            }
            ScheduleRows.save(tx.sql(), schedule, tx.now());
            tx.journal(organization, new ScheduleChanged(schedule, tx.now(), actor));
            return schedule;
        });
    }

    /// Changes a schedule from an instant on. Who was on call before it stays as it was. A change
    /// that was planned for later than that instant is replaced.
    ///
    /// @param from when it takes effect; empty for now
    /// @param acceptGaps it is meant that nobody can be reached at times
    /// @throws InvalidInput naming everything that is wrong
    /// @throws OpensGaps when the change leaves times without anybody that had somebody
    public Schedule change(
            OrganizationId organization,
            ScheduleId id,
            ScheduleDraft draft,
            Optional<Instant> from,
            boolean acceptGaps,
            Actor actor) {
        ScheduleInput.check(organization, draft, staff);
        return store.write(tx -> {
            Schedule before =
                    ScheduleRows.hold(tx, organization, id).orElseThrow(() -> unknown(id));
            Instant effective = effective(from, tx.now());
            Schedule after =
                    withKnownLayers(draft, before.layers()).as(id, organization, tx::newId);
            boolean isPlanned =
                    ScheduleRows.newest(tx.sql(), organization, id)
                            .filter(at -> at.isAfter(effective))
                            .isPresent();
            if (after.equals(before) && !isPlanned) {
                return before;
            }
            if (!acceptGaps) {
                refuseGaps(tx, after, effective);
            }
            ScheduleRows.save(tx.sql(), after, effective);
            tx.journal(organization, new ScheduleChanged(after, effective, actor));
            return after;
        });
    }

    private static Instant effective(Optional<Instant> from, Instant now) {
        Instant effective = from.map(at -> at.truncatedTo(ChronoUnit.SECONDS)).orElse(now);
        if (effective.isBefore(now.truncatedTo(ChronoUnit.SECONDS))) {
            throw new InvalidInput(
                    "from", "'" + effective + "' is past; who was on call then stays as it was");
        }
        if (effective.isAfter(now.plus(CoverageProof.AHEAD))) {
            throw new InvalidInput("from", "'" + effective + "' is more than a year ahead");
        }
        return effective.isBefore(now) ? now : effective;
    }

    /// Whatever a new schedule leaves open is opened by it.
    private void refuseGaps(Instant now, Schedule made) {
        Instant until = now.plus(CoverageProof.AHEAD);
        CoverageProof.refuseNew(
                new Coverage(now, until, List.of()),
                CoverageProof.of(
                        new Timetable(List.of(new Timetable.Version(now, made)), List.of()),
                        now,
                        until,
                        new Reach(made.organization(), staff)));
    }

    private void refuseGaps(Tx tx, Schedule after, Instant effective) {
        Instant until = tx.now().plus(CoverageProof.AHEAD);
        OrganizationId organization = after.organization();
        List<Timetable.Version> before =
                ScheduleRows.versions(tx.sql(), organization, after.id(), tx.now(), until);
        List<ScheduleOverride> overrides =
                OverrideRows.meeting(tx.sql(), organization, after.id(), tx.now(), until);
        var versions =
                before.stream()
                        .filter(version -> version.from().isBefore(effective))
                        .collect(Collectors.toCollection(ArrayList::new));
        versions.add(new Timetable.Version(effective, after));
        var reach = new Reach(organization, staff);
        CoverageProof.refuseNew(
                CoverageProof.of(new Timetable(before, overrides), tx.now(), until, reach),
                CoverageProof.of(new Timetable(versions, overrides), tx.now(), until, reach));
    }

    /// A layer that names an id keeps it only when the schedule has it: an id is never given from
    /// outside.
    private static ScheduleDraft withKnownLayers(ScheduleDraft draft, List<Layer> known) {
        Set<LayerId> ids = known.stream().map(Layer::id).collect(Collectors.toSet());
        return new ScheduleDraft(
                draft.name(),
                draft.description(),
                draft.zone(),
                draft.layers().stream()
                        .map(layer ->
                                new ScheduleDraft.LayerDraft(
                                        layer.id().filter(ids::contains),
                                        layer.name(),
                                        layer.rotation(),
                                        layer.people(),
                                        layer.restrictions()))
                        .toList());
    }

    /// @return what brings it back within [Trash#KEPT], see [#undo]
    /// @throws Conflict when a policy pages by it
    public String remove(OrganizationId organization, ScheduleId id, Actor actor) {
        return store.write(tx -> {
            Schedule schedule =
                    ScheduleRows.hold(tx, organization, id).orElseThrow(() -> unknown(id));
            refuseUsed(tx, schedule);
            var removed =
                    new Removed(
                            ScheduleRows.versions(tx.sql(), organization, id, Instant.EPOCH, EVER),
                            OverrideRows.meeting(tx.sql(), organization, id, Instant.EPOCH, EVER));
            ScheduleRows.remove(tx.sql(), organization, id);
            SwapRows.removeOf(tx.sql(), organization, id);
            removed.overrides().forEach(o -> OverrideRows.remove(tx.sql(), organization, o.id()));
            tx.journal(organization, new ScheduleRemoved(id, actor));
            String name = "Deleted schedule " + schedule.name();
            return Trash.put(tx, organization, TRASH, id.value(), name, actor, removed);
        });
    }

    private static void refuseUsed(Tx tx, Schedule schedule) {
        String users =
                PolicyRows.list(tx.sql(), schedule.organization()).stream()
                        .filter(policy -> policy.schedules().contains(schedule.id()))
                        .map(EscalationPolicy::name)
                        .limit(3)
                        .collect(Collectors.joining(", "));
        if (!users.isEmpty()) {
            throw new Conflict("Schedule '" + schedule.name() + "' is used by " + users);
        }
    }

    /// Brings a removed schedule back as it was, with its past and its overrides.
    ///
    /// @throws NotFound when it was undone already, or too long ago
    /// @throws Conflict when there is a schedule of this id again, or [#MOST] others
    public Schedule undo(OrganizationId organization, String undo, Actor actor) {
        return store.write(tx -> {
            makeRoom(tx, organization);
            var removed = Trash.take(tx, organization, TRASH, undo, Removed.class);
            Timetable.Version newest = removed.versions().getLast();
            ScheduleId id = newest.schedule().id();
            if (ScheduleRows.find(tx.sql(), organization, id).isPresent()) {
                throw new Conflict("Schedule '" + id + "' is there again already");
            }
            removed.versions()
                    .forEach(version ->
                            ScheduleRows.save(tx.sql(), version.schedule(), version.from()));
            removed.overrides().forEach(override -> OverrideRows.save(tx.sql(), override));
            tx.journal(organization, new ScheduleChanged(newest.schedule(), newest.from(), actor));
            return newest.schedule();
        });
    }

    private static void makeRoom(Tx tx, OrganizationId organization) {
        if (ScheduleRows.count(tx.sql(), organization) >= MOST) {
            throw new Conflict("There are " + MOST + " schedules already, which is the most");
        }
    }

    private static NotFound unknown(ScheduleId id) {
        return new NotFound("schedule", id.value());
    }
}
