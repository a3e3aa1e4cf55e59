package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.oncall.ScheduleDraft.LayerDraft;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// "A step pages whoever is on call when it is taken; where nobody is, it is skipped and said."
class ASchedulePagesWhoIsOnCallTest {
    /// The test's clock stands at 08:00 on 1 May 2026, a Friday.
    private static ScheduleDraft daily(String name, List<Restriction> on, String... people) {
        return new ScheduleDraft(
                name,
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
                                Arrays.stream(people).map(PersonId::new).toList(),
                                on)));
    }

    private static ScheduleId made(Office office, ScheduleDraft draft) {
        return office.room.schedules().make(Office.ACME, draft, true, Office.CLERK).id();
    }

    private static Office paging(Office office, List<Target> first, List<Target> second) {
        office.annThenBob();
        office.room
                .policies()
                .save(
                        new EscalationPolicy(
                                Office.POLICY,
                                Office.ACME,
                                "Shop",
                                List.of(
                                        new Step(first, Duration.ofMinutes(5)),
                                        new Step(second, Duration.ofMinutes(5))),
                                0),
                        Office.CLERK);
        return office;
    }

    private static List<String> said(Office office) {
        return office.facts(AlertChanged.class).stream().map(AlertChanged::note).toList();
    }

    @OnEachStore
    void the_one_on_call_when_the_step_is_taken_is_paged(TestStore test) {
        var office = new Office(test);
        ScheduleId primary = made(office, daily("Primary", List.of(), "ann", "bob"));
        paging(
                office,
                List.of(new Target.ToSchedule(primary)),
                List.of(new Target.ToSchedule(primary), new Target.ToPerson(new PersonId("ann"))));

        office.opened();
        assertThat(office.paged()).containsExactly("ann");

        // On the next day it is Bob's turn; Ann is paged because the second step names her.
        office.resolved().pass(Duration.ofDays(1));
        office.incident(
                dev.bellwether.model.IncidentStatus.INVESTIGATING,
                dev.bellwether.model.Status.MAJOR_OUTAGE,
                dev.bellwether.model.IncidentChanged.What.REOPENED);
        assertThat(office.paged()).containsExactly("ann", "bob");
        office.pass(Duration.ofMinutes(5));
        assertThat(office.paged()).containsExactly("ann", "bob", "bob", "ann");
    }

    @OnEachStore
    void one_who_is_named_and_on_call_is_paged_once(TestStore test) {
        var office = new Office(test);
        ScheduleId primary = made(office, daily("Primary", List.of(), "ann"));
        ScheduleId other = made(office, daily("Other", List.of(), "ann"));
        paging(
                office,
                List.of(
                        new Target.ToPerson(new PersonId("ann")),
                        new Target.ToSchedule(primary),
                        new Target.ToSchedule(other)),
                List.of(new Target.ToPerson(new PersonId("bob"))));
        office.opened();
        assertThat(office.paged()).containsExactly("ann");
    }

    @OnEachStore
    void a_step_with_nobody_on_call_is_skipped_at_once_and_said(TestStore test) {
        var office = new Office(test);
        var nights = new Restriction(Set.of(), LocalTime.of(20, 0), LocalTime.of(6, 0));
        ScheduleId night = made(office, daily("Night", List.of(nights), "ann"));
        paging(
                office,
                List.of(new Target.ToSchedule(night)),
                List.of(new Target.ToSchedule(night), new Target.ToPerson(new PersonId("bob"))));
        office.opened();

        assertThat(office.paged()).containsExactly("bob");
        assertThat(said(office))
                .contains(
                        "step 1 of 2: nobody is on call in Night, skipped",
                        "step 2 of 2; nobody is on call in Night");
    }

    @OnEachStore
    void a_schedule_nobody_of_whom_can_be_reached_goes_on_to_the_owners(TestStore test) {
        var office = new Office(test).hire("mute", dev.bellwether.model.Role.RESPONDER, true);
        ScheduleId mute = made(office, daily("Mute", List.of(), "mute"));
        paging(office, List.of(new Target.ToSchedule(mute)), List.of(new Target.ToSchedule(mute)));
        office.hire("mute", dev.bellwether.model.Role.RESPONDER, false);
        office.opened();
        assertThat(office.paged()).containsExactly("olga");
        assertThat(said(office)).contains("step 1 of 2: nobody can be reached, skipped");
    }

    @OnEachStore
    void a_policy_names_only_schedules_that_are_there_and_keeps_them(TestStore test) {
        var office = new Office(test);
        ScheduleId primary = made(office, daily("Primary", List.of(), "ann"));
        assertThatThrownBy(() ->
                        paging(
                                office,
                                List.of(new Target.ToSchedule(new ScheduleId("none"))),
                                List.of(new Target.ToSchedule(primary))))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("steps[0].targets[0].schedule: 'none' is not a schedule");

        paging(
                office,
                List.of(new Target.ToSchedule(primary)),
                List.of(new Target.ToSchedule(primary)));
        assertThatThrownBy(() -> office.room.schedules().remove(Office.ACME, primary, Office.CLERK))
                .isInstanceOf(Conflict.class)
                .hasMessage("Schedule 'Primary' is used by Shop");
    }

    @OnEachStore
    void a_policy_of_schedules_whose_people_cannot_be_reached_is_refused(TestStore test) {
        var office = new Office(test).hire("mute", dev.bellwether.model.Role.RESPONDER, false);
        ScheduleId mute = made(office, daily("Mute", List.of(), "mute"));
        List<Target> targets = List.of(new Target.ToSchedule(mute));
        assertThatThrownBy(() -> paging(office, targets, targets))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("nobody whom its schedules ever call can be reached");
    }
}
