package dev.bellwether.oncall;

import static dev.bellwether.oncall.Rotas.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.OverrideChanged;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.model.ScheduleOverride.Kind;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.model.ShiftSwap.State;
import dev.bellwether.oncall.ScheduleDraft.LayerDraft;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;

/// "Overrides add, remove and replace; two of one shift are refused, naming both; two people can
/// swap." Ann, Bob and Olga take turns at 07:00 UTC; it is 08:00 on 1 May, Ann's day.
class OverridesAndSwapsTest {
    private static final OrganizationId ACME = Office.ACME;

    private static ScheduleId schedule(Office office) {
        return office.room
                .schedules()
                .make(
                        ACME,
                        new ScheduleDraft(
                                "Primary",
                                "",
                                "UTC",
                                List.of(
                                        new LayerDraft(
                                                Optional.empty(),
                                                "",
                                                new Rotation(
                                                        Rotation.Unit.DAILY,
                                                        1,
                                                        LocalDate.parse("2026-05-01"),
                                                        LocalTime.of(7, 0)),
                                                Rotas.people("ann", "bob", "olga"),
                                                List.of()))),
                        false,
                        Office.CLERK)
                .id();
    }

    private static Instant may(int day, int hour) {
        return Instant.parse("2026-05-%02dT%02d:00:00Z".formatted(day, hour));
    }

    private static OverrideDraft draft(
            Kind kind, String person, String replaces, Instant start, Instant end) {
        return new OverrideDraft(kind, one(person), one(replaces), start, end, "");
    }

    private static Optional<PersonId> one(String name) {
        return Optional.of(name).filter(n -> !n.isEmpty()).map(PersonId::new);
    }

    private static ScheduleOverride make(Office office, ScheduleId id, OverrideDraft draft) {
        return office.room.overrides().make(ACME, id, draft, false, Office.CLERK);
    }

    private static List<String> onCall(Office office, ScheduleId id, Instant at) {
        return names(office.room.schedules().onCall(ACME, id, at));
    }

    @OnEachStore
    void somebody_is_added_removed_or_replaced(TestStore test) {
        var office = new Office(test).hire("cid", Role.RESPONDER, true);
        ScheduleId id = schedule(office);
        make(office, id, draft(Kind.ADD, "cid", "", may(2, 10), may(2, 12)));
        make(office, id, draft(Kind.REPLACE, "cid", "bob", may(2, 14), may(2, 16)));
        // Cid covers whoever it is over the hour of the handoff from Bob to Olga.
        make(office, id, draft(Kind.REPLACE, "cid", "", may(3, 6), may(3, 8)));

        assertThat(onCall(office, id, may(2, 9))).containsExactly("bob");
        assertThat(onCall(office, id, may(2, 10))).containsExactly("bob", "cid");
        assertThat(onCall(office, id, may(2, 12))).containsExactly("bob");
        assertThat(onCall(office, id, may(2, 14))).containsExactly("cid");
        assertThat(onCall(office, id, may(2, 16))).containsExactly("bob");
        assertThat(onCall(office, id, may(3, 6))).containsExactly("cid");
        assertThat(onCall(office, id, may(3, 7))).containsExactly("cid");
        assertThat(onCall(office, id, may(3, 8))).containsExactly("olga");

        assertThatThrownBy(
                        () -> make(office, id, draft(Kind.REMOVE, "", "ann", may(4, 8), may(4, 9))))
                .isInstanceOfSatisfying(
                        OpensGaps.class,
                        e ->
                                assertThat(e.gaps())
                                        .containsExactly(new Gap(may(4, 8), may(4, 9), List.of())));
        office.room
                .overrides()
                .make(
                        ACME,
                        id,
                        draft(Kind.REMOVE, "", "ann", may(4, 8), may(4, 9)),
                        true,
                        Office.CLERK);
        assertThat(onCall(office, id, may(4, 8))).isEmpty();
        assertThat(onCall(office, id, may(4, 9))).containsExactly("ann");
    }

    @OnEachStore
    void whether_one_moves_anybody_is_known(TestStore test) {
        var office = new Office(test).hire("cid", Role.RESPONDER, true);
        ScheduleId id = schedule(office);
        // Bob's day is from the second at 07:00 to the third at 07:00.
        for (var each :
                List.of(
                        Tuple.tuple(Kind.REPLACE, "cid", "bob", may(2, 14), may(2, 16), true),
                        Tuple.tuple(Kind.REPLACE, "cid", "ann", may(2, 17), may(2, 18), false),
                        Tuple.tuple(Kind.REPLACE, "cid", "ann", may(4, 6), may(4, 8), true),
                        Tuple.tuple(Kind.REMOVE, "", "olga", may(2, 18), may(2, 19), false),
                        Tuple.tuple(Kind.ADD, "bob", "", may(2, 20), may(2, 21), false),
                        Tuple.tuple(Kind.ADD, "olga", "", may(2, 20), may(2, 21), true))) {
            Object[] of = each.toArray();
            ScheduleOverride made =
                    make(
                            office,
                            id,
                            draft(
                                    (Kind) of[0],
                                    (String) of[1],
                                    (String) of[2],
                                    (Instant) of[3],
                                    (Instant) of[4]));
            assertThat(office.room.rota().moves(made)).as(each.toString()).isEqualTo(of[5]);
        }
    }

    @OnEachStore
    void two_of_one_shift_are_refused_naming_both(TestStore test) {
        var office = new Office(test).hire("cid", Role.RESPONDER, true);
        ScheduleId id = schedule(office);
        ScheduleOverride first =
                make(office, id, draft(Kind.REPLACE, "cid", "bob", may(2, 14), may(2, 16)));

        assertThatThrownBy(() ->
                        make(office, id, draft(Kind.REPLACE, "ann", "bob", may(2, 15), may(2, 17))))
                .isInstanceOf(Conflict.class)
                .hasMessage(
                        "'ann for bob, 2026-05-02T15:00:00Z to 2026-05-02T17:00:00Z' overlaps the"
                                + " override "
                                + first.id()
                                + " 'cid for bob, 2026-05-02T14:00:00Z to 2026-05-02T16:00:00Z'."
                                + " End that one first, or choose another time");
        assertThat(office.room.overrides().list(ACME, id, may(1, 0), may(9, 0)))
                .containsExactly(first);
        // One ends where the other begins, and one about other people, are none of this.
        make(office, id, draft(Kind.REPLACE, "ann", "bob", may(2, 16), may(2, 17)));
        make(office, id, draft(Kind.ADD, "olga", "", may(2, 15), may(2, 17)));
    }

    @OnEachStore
    void what_is_past_stays(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office);
        ScheduleOverride running =
                make(office, id, draft(Kind.REPLACE, "bob", "ann", may(1, 6), may(1, 12)));
        assertThat(running.start()).isEqualTo(may(1, 8));
        ScheduleOverride coming =
                make(office, id, draft(Kind.REPLACE, "ann", "olga", may(3, 8), may(3, 12)));

        office.pass(Duration.ofHours(2));
        var overrides = office.room.overrides();
        overrides.end(ACME, id, running.id(), false, Office.CLERK);
        overrides.end(ACME, id, coming.id(), false, Office.CLERK);

        assertThat(onCall(office, id, may(1, 9))).containsExactly("bob");
        assertThat(onCall(office, id, may(1, 10))).containsExactly("ann");
        assertThat(onCall(office, id, may(3, 8))).containsExactly("olga");
        assertThatThrownBy(() -> overrides.end(ACME, id, running.id(), false, Office.CLERK))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("who was on call then stays as it was");
        assertThatThrownBy(() -> overrides.end(ACME, id, coming.id(), false, Office.CLERK))
                .isInstanceOf(NotFound.class);
        assertThat(office.facts(OverrideChanged.class))
                .extracting(OverrideChanged::what)
                .containsExactly(
                        OverrideChanged.What.MADE,
                        OverrideChanged.What.MADE,
                        OverrideChanged.What.ENDED,
                        OverrideChanged.What.REMOVED);
        assertThatThrownBy(() -> make(office, id, draft(Kind.ADD, "bob", "", may(1, 8), may(1, 9))))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("is past");
    }

    @OnEachStore
    void what_makes_no_sense_is_told_at_once(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office);
        assertThatThrownBy(() ->
                        make(office, id, draft(Kind.ADD, "nobody", "ann", may(3, 8), may(2, 8))))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(Problem::field, Problem::message)
                                        .containsExactly(
                                                Tuple.tuple("replaces", "must be left out for ADD"),
                                                Tuple.tuple(
                                                        "person",
                                                        "'nobody' is not an active person of this"
                                                                + " organization"),
                                                Tuple.tuple(
                                                        "end",
                                                        "'2026-05-02T08:00:00Z' is not after the"
                                                                + " start")));
    }

    @OnEachStore
    void it_is_no_longer_than_a_year_whenever_it_began(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office);
        Instant aYear = may(1, 8).plus(Duration.ofDays(366));
        for (Instant start : List.of(may(1, 8), may(1, 6))) {
            assertThatThrownBy(() ->
                            make(
                                    office,
                                    id,
                                    draft(Kind.ADD, "bob", "", start, aYear.plusSeconds(1))))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("is more than 366 days after the start");
        }
        assertThat(make(office, id, draft(Kind.ADD, "bob", "", may(1, 6), aYear)).end())
                .isEqualTo(aYear);
    }

    private static SwapDraft swap(Optional<ShiftSwap.Time> takes) {
        return new SwapDraft(
                new PersonId("bob"),
                new ShiftSwap.Time(may(2, 7), may(3, 7)),
                new PersonId("olga"),
                takes,
                "dentist");
    }

    @OnEachStore
    void two_people_swap_when_the_other_says_yes(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office);
        var swaps = office.room.swaps();
        ShiftSwap asked =
                swaps.ask(
                        ACME,
                        id,
                        swap(Optional.of(new ShiftSwap.Time(may(3, 7), may(4, 7)))),
                        Office.CLERK);
        assertThat(onCall(office, id, may(2, 8))).containsExactly("bob");
        assertThat(swaps.open(ACME, new PersonId("olga"))).containsExactly(asked);

        assertThat(swaps.accept(ACME, id, asked.id(), false, Office.CLERK).state())
                .isEqualTo(State.ACCEPTED);
        assertThat(onCall(office, id, may(2, 8))).containsExactly("olga");
        assertThat(onCall(office, id, may(3, 8))).containsExactly("bob");
        assertThat(onCall(office, id, may(4, 8))).containsExactly("ann");
        assertThat(swaps.open(ACME, new PersonId("olga"))).isEmpty();
        assertThatThrownBy(() -> swaps.accept(ACME, id, asked.id(), false, Office.CLERK))
                .isInstanceOf(Conflict.class)
                .hasMessage("The swap is accepted already");
        assertThatThrownBy(() -> swaps.decline(ACME, id, asked.id(), Office.CLERK))
                .isInstanceOf(Conflict.class);
    }

    @OnEachStore
    void a_time_that_is_not_ones_own_cannot_be_given_or_taken(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office);
        var tooLong = new ShiftSwap.Time(may(3, 6), may(4, 7));
        assertThatThrownBy(() ->
                        office.room.swaps().ask(ACME, id, swap(Optional.of(tooLong)), Office.CLERK))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(
                        "takes: 'olga' is not on call from 2026-05-03T06:00:00Z to"
                                + " 2026-05-04T07:00:00Z");
    }

    @OnEachStore
    void a_time_that_changed_hands_is_not_given_on_before_that_is_ended(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office);
        var swaps = office.room.swaps();
        ShiftSwap first = swaps.ask(ACME, id, swap(Optional.empty()), Office.CLERK);
        swaps.accept(ACME, id, first.id(), false, Office.CLERK);
        var back =
                new SwapDraft(
                        first.to(), first.gives(), first.from(), Optional.empty(), "after all not");
        assertThatThrownBy(() -> swaps.ask(ACME, id, back, Office.CLERK))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("gives: overlaps the override ")
                .hasMessageContaining("'olga for bob, ")
                .hasMessageContaining("End that one first");
        assertThat(swaps.open(ACME, first.from())).isEmpty();
    }

    @OnEachStore
    void a_swap_that_does_not_fit_any_more_changes_nothing(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office);
        ShiftSwap asked = office.room.swaps().ask(ACME, id, swap(Optional.empty()), Office.CLERK);
        make(office, id, draft(Kind.REPLACE, "ann", "bob", may(2, 9), may(2, 10)));
        assertThatThrownBy(
                        () -> office.room.swaps().accept(ACME, id, asked.id(), false, Office.CLERK))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("does not fit any more");
        assertThat(onCall(office, id, may(2, 8))).containsExactly("bob");
        assertThat(office.room.swaps().get(ACME, id, asked.id()).state()).isEqualTo(State.ASKED);
    }

    @OnEachStore
    void what_nobody_answers_runs_out(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office);
        ShiftSwap asked = office.room.swaps().ask(ACME, id, swap(Optional.empty()), Office.CLERK);
        office.pass(Duration.ofHours(22));
        assertThat(office.room.swaps().get(ACME, id, asked.id()).state()).isEqualTo(State.ASKED);
        office.pass(Duration.ofHours(1));
        assertThat(office.room.swaps().get(ACME, id, asked.id()).state()).isEqualTo(State.EXPIRED);
    }
}
