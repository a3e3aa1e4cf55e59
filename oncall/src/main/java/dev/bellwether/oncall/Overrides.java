package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.OverrideChanged;
import dev.bellwether.model.OverrideId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Times in which somebody else is on call than the layers say.
public final class Overrides {
    private static final Duration FAR = OverrideInput.LONGEST.multipliedBy(3);

    private final Store store;
    private final Staff staff;
    private final OverrideDesk desk;

    Overrides(Store store, Staff staff) {
        this.store = store;
        this.staff = staff;
        this.desk = new OverrideDesk(staff);
    }

    /// Those that meet a time, in the order of their starts.
    public List<ScheduleOverride> list(
            OrganizationId organization, ScheduleId schedule, Instant from, Instant until) {
        return store.read(sql -> {
            if (ScheduleRows.find(sql, organization, schedule).isEmpty()) {
                throw new NotFound("schedule", schedule.value());
            }
            return OverrideRows.meeting(sql, organization, schedule, from, until);
        });
    }

    /// @throws NotFound when the schedule has none of that id
    public ScheduleOverride get(OrganizationId organization, ScheduleId schedule, OverrideId id) {
        return store.read(sql -> OverrideRows.find(sql, organization, id))
                .filter(override -> override.schedule().equals(schedule))
                .orElseThrow(() -> new NotFound("override", id.value()));
    }

    /// Makes one. A start that is past becomes now: who was on call stays as it was.
    ///
    /// @param acceptGaps it is meant that nobody can be reached at times
    /// @throws InvalidInput naming everything that is wrong
    /// @throws Conflict when it overlaps another one of the same shift, naming both
    /// @throws OpensGaps when it takes somebody away and nobody is left
    public ScheduleOverride make(
            OrganizationId organization,
            ScheduleId schedule,
            OverrideDraft draft,
            boolean acceptGaps,
            Actor actor) {
        return store.write(tx -> {
            OverrideInput.check(organization, draft, tx.now(), staff);
            hold(tx, organization, schedule);
            Coverage before = desk.coverage(tx, organization, schedule);
            if (unfinished(tx, organization, schedule) >= OverrideDesk.MOST) {
                throw new Conflict(
                        "The schedule has "
                                + OverrideDesk.MOST
                                + " overrides that are not over, which is the most");
            }
            Instant start = draft.start().truncatedTo(ChronoUnit.SECONDS);
            Instant now = tx.now().truncatedTo(ChronoUnit.SECONDS);
            var override =
                    new ScheduleOverride(
                            new OverrideId(tx.newId()),
                            organization,
                            schedule,
                            draft.kind(),
                            draft.person(),
                            draft.replaces(),
                            start.isBefore(now) ? now : start,
                            draft.end().truncatedTo(ChronoUnit.SECONDS),
                            draft.note().strip(),
                            actor);
            if (!override.start().isBefore(override.end())) {
                throw new InvalidInput("end", "'" + draft.end() + "' is not after the start");
            }
            desk.place(tx, override, actor);
            if (!acceptGaps) {
                CoverageProof.refuseNew(before, desk.coverage(tx, organization, schedule));
            }
            return override;
        });
    }

    /// Ends one now; one that has not begun is removed.
    ///
    /// @throws Conflict when it is over already
    /// @throws OpensGaps when it covered somebody whom no page reaches
    public void end(
            OrganizationId organization,
            ScheduleId schedule,
            OverrideId id,
            boolean acceptGaps,
            Actor actor) {
        store.run(tx -> {
            hold(tx, organization, schedule);
            ScheduleOverride override =
                    OverrideRows.find(tx.sql(), organization, id)
                            .filter(found -> found.schedule().equals(schedule))
                            .orElseThrow(() -> new NotFound("override", id.value()));
            if (!override.end().isAfter(tx.now())) {
                throw new Conflict(
                        "The override ended at "
                                + override.end()
                                + "; who was on call then stays as it was");
            }
            Coverage before = desk.coverage(tx, organization, schedule);
            if (override.start().isBefore(tx.now())) {
                ScheduleOverride ended = until(override, tx.now());
                OverrideRows.save(tx.sql(), ended);
                tx.journal(
                        organization,
                        new OverrideChanged(ended, OverrideChanged.What.ENDED, actor));
            } else {
                OverrideRows.remove(tx.sql(), organization, id);
                tx.journal(
                        organization,
                        new OverrideChanged(override, OverrideChanged.What.REMOVED, actor));
            }
            if (!acceptGaps) {
                CoverageProof.refuseNew(before, desk.coverage(tx, organization, schedule));
            }
        });
    }

    private static ScheduleOverride until(ScheduleOverride override, Instant end) {
        return new ScheduleOverride(
                override.id(),
                override.organization(),
                override.schedule(),
                override.kind(),
                override.person(),
                override.replaces(),
                override.start(),
                end,
                override.note(),
                override.by());
    }

    private static long unfinished(Tx tx, OrganizationId organization, ScheduleId schedule) {
        return OverrideRows.meeting(tx.sql(), organization, schedule, tx.now(), tx.now().plus(FAR))
                .size();
    }

    private static void hold(Tx tx, OrganizationId organization, ScheduleId schedule) {
        if (ScheduleRows.hold(tx, organization, schedule).isEmpty()) {
            throw new NotFound("schedule", schedule.value());
        }
    }
}
