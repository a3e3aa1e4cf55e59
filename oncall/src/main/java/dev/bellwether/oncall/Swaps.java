package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.OverrideId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.model.ShiftSwap.State;
import dev.bellwether.model.ShiftSwap.Time;
import dev.bellwether.model.SwapChanged;
import dev.bellwether.model.SwapId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Two people exchange times on call, or one does the other a favour. Asked by one, accepted by the
/// other; both times change hands at once or not at all.
///
/// Who may speak for whom is asked by the callers.
public final class Swaps {
    /// Nobody made it: it is only asked whether it could be.
    private static final Actor TRIED = Actor.automation("oncall", "a swap that is asked for");

    private final Store store;
    private final Staff staff;
    private final OverrideDesk desk;
    private final SwapNews news;

    Swaps(Store store, Staff staff) {
        this.store = store;
        this.staff = staff;
        this.desk = new OverrideDesk(staff);
        this.news = new SwapNews(staff);
    }

    /// The latest 200 of a schedule, the newest first.
    public List<ShiftSwap> list(OrganizationId organization, ScheduleId schedule) {
        return store.read(sql -> SwapRows.ofSchedule(sql, organization, schedule));
    }

    /// Those that wait for an answer, of one who asks or is asked; the most urgent first.
    public List<ShiftSwap> open(OrganizationId organization, PersonId person) {
        return store.read(sql -> SwapRows.open(sql, organization, person));
    }

    /// @throws NotFound when the schedule has none of that id
    public ShiftSwap get(OrganizationId organization, ScheduleId schedule, SwapId id) {
        return store.read(sql -> find(sql, organization, schedule, id));
    }

    private static ShiftSwap find(
            Handle sql, OrganizationId organization, ScheduleId schedule, SwapId id) {
        return SwapRows.find(sql, organization, id)
                .filter(swap -> swap.schedule().equals(schedule))
                .orElseThrow(() -> new NotFound("swap", id.value()));
    }

    /// @throws InvalidInput when one of the two is not on call in the time that changes hands
    public ShiftSwap ask(
            OrganizationId organization, ScheduleId schedule, SwapDraft draft, Actor actor) {
        return store.write(tx -> {
            hold(tx, organization, schedule);
            var swap =
                    new ShiftSwap(
                            new SwapId(tx.newId()),
                            organization,
                            schedule,
                            draft.from(),
                            whole(draft.gives()),
                            draft.to(),
                            draft.takes().map(Swaps::whole),
                            draft.note().strip(),
                            State.ASKED,
                            tx.now(),
                            Optional.empty());
            List<Problem> problems = problems(tx, swap);
            if (!problems.isEmpty()) {
                throw new InvalidInput(problems);
            }
            SwapRows.save(tx.sql(), swap);
            tx.journal(organization, new SwapChanged(swap, actor));
            news.tell(tx, swap, actor);
            return swap;
        });
    }

    private static Time whole(Time time) {
        return new Time(
                time.start().truncatedTo(ChronoUnit.SECONDS),
                time.end().truncatedTo(ChronoUnit.SECONDS));
    }

    private List<Problem> problems(Tx tx, ShiftSwap swap) {
        var problems = new ArrayList<Problem>();
        if (swap.from().equals(swap.to())) {
            problems.add(new Problem("to", "is the one who asks"));
        }
        if (staff.person(swap.organization(), swap.to()).filter(Person::active).isEmpty()) {
            problems.add(
                    new Problem(
                            "to",
                            "'" + swap.to() + "' is not an active person of this organization"));
        }
        if (swap.note().length() > OverrideInput.LONGEST_NOTE) {
            problems.add(
                    new Problem(
                            "note",
                            "has "
                                    + swap.note().length()
                                    + " characters; allowed: "
                                    + OverrideInput.LONGEST_NOTE));
        }
        time(tx, swap, "gives", swap.gives(), swap.from()).ifPresent(problems::add);
        swap.takes()
                .flatMap(takes -> time(tx, swap, "takes", takes, swap.to()))
                .ifPresent(problems::add);
        swap.takes()
                .filter(takes ->
                        takes.start().isBefore(swap.gives().end())
                                && swap.gives().start().isBefore(takes.end()))
                .ifPresent(takes -> problems.add(new Problem("takes", "overlaps what is given")));
        return problems;
    }

    private Optional<Problem> time(
            Tx tx, ShiftSwap swap, String field, Time time, PersonId person) {
        if (!time.start().isBefore(time.end())) {
            return Optional.of(new Problem(field, "'" + time.end() + "' is not after the start"));
        }
        if (time.start().isBefore(tx.now())) {
            return Optional.of(new Problem(field, "'" + time.start() + "' is past"));
        }
        if (time.end().isAfter(tx.now().plus(CoverageProof.AHEAD))) {
            return Optional.of(
                    new Problem(field, "'" + time.end() + "' is more than a year ahead"));
        }
        boolean isOnCall =
                Rota.timetable(
                                tx.sql(),
                                swap.organization(),
                                swap.schedule(),
                                time.start(),
                                time.end())
                        .stretches(time.start(), time.end())
                        .stream()
                        .allMatch(stretch -> stretch.people().contains(person));
        return isOnCall
                ? overlap(tx, swap, field, time, person)
                : Optional.of(
                        new Problem(
                                field,
                                "'"
                                        + person
                                        + "' is not on call from "
                                        + time.start()
                                        + " to "
                                        + time.end()));
    }

    /// A time that stands in an override, a swap before this one say, cannot change hands again.
    private Optional<Problem> overlap(
            Tx tx, ShiftSwap swap, String field, Time time, PersonId person) {
        PersonId comes = person.equals(swap.from()) ? swap.to() : swap.from();
        return desk.overlap(tx, override(tx, swap, time, comes, person, TRIED))
                .map(why -> new Problem(field, why + ". End that one first"));
    }

    /// Both times change hands.
    ///
    /// @throws Conflict when it was answered already, or what stands does not allow it any more
    /// @throws OpensGaps when one of the two cannot be reached
    public ShiftSwap accept(
            OrganizationId organization,
            ScheduleId schedule,
            SwapId id,
            boolean acceptGaps,
            Actor actor) {
        return store.write(tx -> {
            ShiftSwap swap = asked(tx, organization, schedule, id);
            List<Problem> problems = problems(tx, swap);
            if (!problems.isEmpty()) {
                Problem first = problems.getFirst();
                throw new Conflict(
                        "The swap does not fit any more: " + first.field() + " " + first.message());
            }
            Coverage before = desk.coverage(tx, organization, schedule);
            desk.place(tx, override(tx, swap, swap.gives(), swap.to(), swap.from(), actor), actor);
            swap.takes()
                    .ifPresent(takes ->
                            desk.place(
                                    tx,
                                    override(tx, swap, takes, swap.from(), swap.to(), actor),
                                    actor));
            if (!acceptGaps) {
                CoverageProof.refuseNew(before, desk.coverage(tx, organization, schedule));
            }
            return answered(tx, news, swap, State.ACCEPTED, actor);
        });
    }

    private static ScheduleOverride override(
            Tx tx, ShiftSwap swap, Time time, PersonId comes, PersonId goes, Actor actor) {
        return new ScheduleOverride(
                new OverrideId(tx.newId()),
                swap.organization(),
                swap.schedule(),
                ScheduleOverride.Kind.REPLACE,
                Optional.of(comes),
                Optional.of(goes),
                time.start(),
                time.end(),
                swap.note().isEmpty() ? "Swap" : "Swap: " + swap.note(),
                actor);
    }

    /// The one who was asked says no.
    public ShiftSwap decline(
            OrganizationId organization, ScheduleId schedule, SwapId id, Actor actor) {
        return store.write(tx ->
                answered(tx, news, asked(tx, organization, schedule, id), State.DECLINED, actor));
    }

    /// The one who asked takes it back.
    public ShiftSwap withdraw(
            OrganizationId organization, ScheduleId schedule, SwapId id, Actor actor) {
        return store.write(tx ->
                answered(tx, news, asked(tx, organization, schedule, id), State.WITHDRAWN, actor));
    }

    static ShiftSwap answered(Tx tx, SwapNews news, ShiftSwap swap, State state, Actor actor) {
        var answered =
                new ShiftSwap(
                        swap.id(),
                        swap.organization(),
                        swap.schedule(),
                        swap.from(),
                        swap.gives(),
                        swap.to(),
                        swap.takes(),
                        swap.note(),
                        state,
                        swap.askedAt(),
                        Optional.of(tx.now()));
        SwapRows.save(tx.sql(), answered);
        tx.journal(swap.organization(), new SwapChanged(answered, actor));
        news.tell(tx, answered, actor);
        return answered;
    }

    private static ShiftSwap asked(
            Tx tx, OrganizationId organization, ScheduleId schedule, SwapId id) {
        hold(tx, organization, schedule);
        ShiftSwap swap = find(tx.sql(), organization, schedule, id);
        if (swap.state() != State.ASKED) {
            throw new Conflict(
                    "The swap is " + swap.state().name().toLowerCase(Locale.ROOT) + " already");
        }
        return swap;
    }

    private static void hold(Tx tx, OrganizationId organization, ScheduleId schedule) {
        if (ScheduleRows.hold(tx, organization, schedule).isEmpty()) {
            throw new NotFound("schedule", schedule.value());
        }
    }
}
