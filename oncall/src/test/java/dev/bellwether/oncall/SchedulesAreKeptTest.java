package dev.bellwether.oncall;

import static dev.bellwether.oncall.Rotas.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Role;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleChanged;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.oncall.ScheduleDraft.LayerDraft;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// "Editing a schedule never changes who was on call; a save that opens a gap needs an explicit
/// yes."
class SchedulesAreKeptTest {
    private static final OrganizationId ACME = Office.ACME;

    private static LayerDraft layer(List<Restriction> on, String... people) {
        return new LayerDraft(
                Optional.empty(),
                "",
                new Rotation(
                        Rotation.Unit.DAILY, 1, LocalDate.parse("2026-05-01"), LocalTime.of(7, 0)),
                Arrays.stream(people).map(PersonId::new).toList(),
                on);
    }

    private static ScheduleDraft draft(LayerDraft... layers) {
        return new ScheduleDraft("Primary", "", "UTC", List.of(layers));
    }

    private static Schedule make(Office office, ScheduleDraft draft) {
        return office.room.schedules().make(ACME, draft, false, Office.CLERK);
    }

    private static List<String> onCall(Office office, ScheduleId id, Instant at) {
        return names(office.room.schedules().onCall(ACME, id, at));
    }

    @OnEachStore
    void an_edit_takes_effect_at_its_instant_and_leaves_the_past(TestStore test) {
        var office = new Office(test);
        Schedule made = make(office, draft(layer(List.of(), "ann", "bob")));
        Instant first = office.now();
        office.pass(Duration.ofDays(3).plusHours(2));
        Instant edit = office.now();
        List<Shift> past = office.room.rota().shifts(ACME, made.id(), first, edit);

        ScheduleDraft other =
                draft(
                        new LayerDraft(
                                Optional.of(made.layers().getFirst().id()),
                                "Weekly",
                                made.layers().getFirst().rotation(),
                                List.of(new PersonId("olga")),
                                List.of()));
        Schedule changed =
                office.room
                        .schedules()
                        .change(ACME, made.id(), other, Optional.empty(), false, Office.CLERK);

        assertThat(changed.layers().getFirst().id()).isEqualTo(made.layers().getFirst().id());
        assertThat(office.room.rota().shifts(ACME, made.id(), first, edit)).isEqualTo(past);
        assertThat(onCall(office, made.id(), edit.minusMillis(1))).containsExactly("bob");
        assertThat(onCall(office, made.id(), edit)).containsExactly("olga");
        assertThat(onCall(office, made.id(), first.minusMillis(1))).isEmpty();
        assertThat(office.facts(ScheduleChanged.class))
                .extracting(ScheduleChanged::from)
                .containsExactly(first, edit);

        Instant reopened = edit;
        test.reopened();
        office.restart();
        assertThat(office.room.rota().shifts(ACME, made.id(), first, reopened)).isEqualTo(past);
    }

    @OnEachStore
    void an_edit_can_be_planned_and_a_later_one_replaces_the_plan(TestStore test) {
        var office = new Office(test);
        Schedule made = make(office, draft(layer(List.of(), "ann")));
        Instant monday = Instant.parse("2026-05-04T12:00:00Z");
        var schedules = office.room.schedules();
        schedules.change(
                ACME,
                made.id(),
                draft(layer(List.of(), "bob")),
                Optional.of(monday),
                false,
                Office.CLERK);
        assertThat(onCall(office, made.id(), monday.minusSeconds(1))).containsExactly("ann");
        assertThat(onCall(office, made.id(), monday)).containsExactly("bob");
        assertThat(schedules.effective(ACME, made.id())).isEqualTo(monday);

        schedules.change(
                ACME,
                made.id(),
                draft(layer(List.of(), "olga")),
                Optional.of(monday.minus(Duration.ofDays(1))),
                false,
                Office.CLERK);
        assertThat(onCall(office, made.id(), monday)).containsExactly("olga");
        assertThatThrownBy(() ->
                        schedules.change(
                                ACME,
                                made.id(),
                                draft(layer(List.of(), "bob")),
                                Optional.of(office.now().minusSeconds(60)),
                                false,
                                Office.CLERK))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("is past; who was on call then stays as it was");
    }

    @OnEachStore
    void everything_that_is_wrong_is_told_at_once(TestStore test) {
        var office = new Office(test);
        var bad =
                new ScheduleDraft(
                        " ",
                        "",
                        "Europe/Berln",
                        List.of(
                                new LayerDraft(
                                        Optional.empty(),
                                        "",
                                        new Rotation(
                                                Rotation.Unit.MONTHLY,
                                                13,
                                                LocalDate.parse("1066-10-14"),
                                                LocalTime.of(9, 0, 30)),
                                        List.of(),
                                        List.of()),
                                layer(List.of(), "ann", "nobody")));
        assertThat(office.room.schedules().problems(ACME, bad))
                .extracting(Problem::field, Problem::message)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "name", "' ' does not have 1 to 100 characters"),
                        org.assertj.core.groups.Tuple.tuple(
                                "zone", "'Europe/Berln' is not a time zone such as Europe/Berlin"),
                        org.assertj.core.groups.Tuple.tuple(
                                "layers[0].rotation.every", "'13' is not 1 to 12 for MONTHLY"),
                        org.assertj.core.groups.Tuple.tuple(
                                "layers[0].rotation.start",
                                "'1066-10-14' is not in the years 2000 to 2200"),
                        org.assertj.core.groups.Tuple.tuple(
                                "layers[0].rotation.handoff",
                                "'09:00:30' is not a whole minute such as 09:00"),
                        org.assertj.core.groups.Tuple.tuple(
                                "layers[0].people",
                                "is empty; a rotation needs somebody who is on call"),
                        org.assertj.core.groups.Tuple.tuple(
                                "layers[1].people[1]",
                                "'nobody' is not an active person of this organization"));
        assertThatThrownBy(() -> make(office, bad)).isInstanceOf(InvalidInput.class);
        assertThat(office.room.schedules().list(ACME)).isEmpty();
    }

    @OnEachStore
    void a_save_that_opens_a_gap_needs_a_yes(TestStore test) {
        var office = new Office(test).hire("mute", Role.RESPONDER, false);
        var days = new Restriction(Set.of(), LocalTime.of(8, 0), LocalTime.of(20, 0));
        var schedules = office.room.schedules();

        assertThatThrownBy(() -> make(office, draft(layer(List.of(days), "ann"))))
                .isInstanceOfSatisfying(
                        OpensGaps.class,
                        e -> {
                            assertThat(e.gaps()).hasSize(100);
                            assertThat(e.gaps().getFirst())
                                    .isEqualTo(
                                            new Gap(
                                                    Instant.parse("2026-05-01T20:00:00Z"),
                                                    Instant.parse("2026-05-02T08:00:00Z"),
                                                    List.of()));
                        });
        assertThat(schedules.list(ACME)).isEmpty();

        Schedule made =
                schedules.make(ACME, draft(layer(List.of(days), "ann")), true, Office.CLERK);
        Coverage coverage = office.room.rota().coverage(ACME, made.id(), office.now());
        assertThat(coverage.gaps()).hasSize(366);
        // Whoever goes leaves the days as well; that nobody has the nights is no cost of it.
        assertThat(office.room.rota().without(ACME, new PersonId("ann"), office.now()))
                .singleElement()
                .satisfies(alone -> {
                    assertThat(alone.schedule()).isEqualTo(made);
                    assertThat(alone.gaps()).hasSizeBetween(366, 367);
                    assertThat(alone.gaps().getLast().reasons())
                            .extracting(Gap.Unreachable::why)
                            .containsExactly("is not active");
                });
        assertThat(office.room.rota().without(ACME, new PersonId("bob"), office.now())).isEmpty();

        // The gaps that stand need no second yes.
        schedules.change(
                ACME,
                made.id(),
                draft(layer(List.of(days), "bob")),
                Optional.empty(),
                false,
                Office.CLERK);

        // Somebody on call whom no page reaches is a gap too, and it says why.
        assertThatThrownBy(() ->
                        schedules.change(
                                ACME,
                                made.id(),
                                draft(layer(List.of(days), "bob", "mute")),
                                Optional.empty(),
                                false,
                                Office.CLERK))
                .isInstanceOfSatisfying(
                        OpensGaps.class,
                        e ->
                                assertThat(e.gaps().getFirst())
                                        .isEqualTo(
                                                new Gap(
                                                        Instant.parse("2026-05-02T08:00:00Z"),
                                                        Instant.parse("2026-05-02T20:00:00Z"),
                                                        List.of(
                                                                new Gap.Unreachable(
                                                                        new PersonId("mute"),
                                                                        "mute",
                                                                        "has no verified contact"
                                                                                + " method")))));
    }

    @OnEachStore
    void a_year_without_a_gap_is_proven_through_both_changes_of_the_clocks(TestStore test) {
        var office = new Office(test);
        Schedule made =
                make(
                        office,
                        new ScheduleDraft(
                                "Follow the sun",
                                "",
                                "Europe/Berlin",
                                List.of(
                                        layer(
                                                List.of(
                                                        new Restriction(
                                                                Set.of(),
                                                                LocalTime.of(2, 30),
                                                                LocalTime.of(14, 30))),
                                                "ann"),
                                        layer(
                                                List.of(
                                                        new Restriction(
                                                                Set.of(),
                                                                LocalTime.of(14, 30),
                                                                LocalTime.of(2, 30))),
                                                "bob"))));
        assertThat(office.room.rota().coverage(ACME, made.id(), office.now()).isWhole()).isTrue();
    }

    @OnEachStore
    void a_removed_schedule_comes_back_with_its_past(TestStore test) {
        var office = new Office(test);
        Schedule made = make(office, draft(layer(List.of(), "ann", "bob")));
        Instant first = office.now();
        office.pass(Duration.ofDays(2));
        var schedules = office.room.schedules();
        schedules.change(
                ACME,
                made.id(),
                draft(layer(List.of(), "olga")),
                Optional.empty(),
                false,
                Office.CLERK);
        List<Shift> shifts =
                office.room.rota().shifts(ACME, made.id(), first, office.now().plusSeconds(60));

        String undo = schedules.remove(ACME, made.id(), Office.CLERK);
        assertThatThrownBy(() -> schedules.get(ACME, made.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> schedules.onCall(ACME, made.id(), first))
                .isInstanceOf(NotFound.class);

        assertThat(schedules.undo(ACME, undo, Office.CLERK).layers().getFirst().people())
                .containsExactly(new PersonId("olga"));
        assertThat(office.room.rota().shifts(ACME, made.id(), first, office.now().plusSeconds(60)))
                .isEqualTo(shifts);
    }

    @OnEachStore
    void one_that_was_made_anew_meanwhile_is_not_overwritten(TestStore test) {
        var office = new Office(test);
        var schedules = office.room.schedules();
        var id = new ScheduleId("primary");
        schedules.put(ACME, id, draft(layer(List.of(), "ann")), false, Office.CLERK);
        String undo = schedules.remove(ACME, id, Office.CLERK);
        schedules.put(ACME, id, draft(layer(List.of(), "bob")), false, Office.CLERK);
        assertThatThrownBy(() -> schedules.undo(ACME, undo, Office.CLERK))
                .isInstanceOf(Conflict.class)
                .hasMessage("Schedule 'primary' is there again already");
        assertThat(onCall(office, id, office.now())).containsExactly("bob");
    }

    @OnEachStore
    void another_organization_sees_nothing(TestStore test) {
        var office = new Office(test);
        Schedule made = make(office, draft(layer(List.of(), "ann")));
        var other = new OrganizationId("other");
        assertThat(office.room.schedules().find(other, made.id())).isEmpty();
        assertThatThrownBy(() -> office.room.rota().at(other, made.id(), office.now()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> office.room.schedules().remove(other, made.id(), Office.CLERK))
                .isInstanceOf(NotFound.class);
        assertThat(office.room.schedules().problems(other, draft(layer(List.of(), "ann"))))
                .hasSize(1);
    }

    @OnEachStore
    void who_is_on_call_and_who_comes_next(TestStore test) {
        var office = new Office(test);
        Schedule made = make(office, draft(layer(List.of(), "ann", "bob")));
        OnDuty now = office.room.rota().at(ACME, made.id(), office.now());
        assertThat(names(now.people())).containsExactly("ann");
        assertThat(now.until()).contains(Instant.parse("2026-05-02T07:00:00Z"));
        assertThat(names(now.next())).containsExactly("bob");
    }
}
