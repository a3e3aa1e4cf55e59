package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.OverrideChanged;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where overrides become rows and journal lines, in a transaction that holds their schedule.
final class OverrideDesk {
    /// The most of one schedule that are not over.
    static final int MOST = 2_000;

    private final Staff staff;

    OverrideDesk(Staff staff) {
        this.staff = staff;
    }

    /// Puts one in.
    ///
    /// @throws Conflict when it meets another that is about one of its people
    void place(Tx tx, ScheduleOverride override, Actor actor) {
        overlap(tx, override)
                .ifPresent(why -> {
                    throw new Conflict(
                            "'"
                                    + words(override)
                                    + "' "
                                    + why
                                    + ". End that one first, or choose another time");
                });
        OverrideRows.save(tx.sql(), override);
        tx.journal(
                override.organization(),
                new OverrideChanged(override, OverrideChanged.What.MADE, actor));
    }

    /// What keeps one from being put in, such as `overlaps the override o-7 'Bob for Ann, …'`.
    Optional<String> overlap(Tx tx, ScheduleOverride override) {
        List<ScheduleOverride> others =
                OverrideRows.meeting(
                        tx.sql(),
                        override.organization(),
                        override.schedule(),
                        override.start(),
                        override.end());
        return OverrideInput.conflicts(override, others).stream()
                .findFirst()
                .map(other -> "overlaps the override " + other.id() + " '" + words(other) + "'");
    }

    /// `Bob for Ann, 2026-05-01T08:00:00Z to 2026-05-02T08:00:00Z`.
    private String words(ScheduleOverride override) {
        String comes = override.person().map(id -> name(override, id)).orElse("nobody");
        String who =
                switch (override.kind()) {
                    case ADD -> comes + " as well";
                    case REMOVE, REPLACE ->
                            comes
                                    + " for "
                                    + override.replaces()
                                            .map(id -> name(override, id))
                                            .orElse("everybody");
                };
        return who + ", " + override.start() + " to " + override.end();
    }

    private String name(ScheduleOverride override, PersonId id) {
        return staff.person(override.organization(), id).map(Person::name).orElse(id.value());
    }

    /// What can be proven of the next twelve months as things stand in the transaction.
    Coverage coverage(Tx tx, OrganizationId organization, ScheduleId id) {
        Instant until = tx.now().plus(CoverageProof.AHEAD);
        return CoverageProof.of(
                Rota.timetable(tx.sql(), organization, id, tx.now(), until),
                tx.now(),
                until,
                new Reach(organization, staff));
    }
}
