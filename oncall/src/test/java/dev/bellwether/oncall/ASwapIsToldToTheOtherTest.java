package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.MessageDue;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Role;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.oncall.ScheduleDraft.LayerDraft;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Whoever is asked to swap a shift hears of it, and whoever asked hears the answer: by message,
/// not by page.
class ASwapIsToldToTheOtherTest {
    private static final PersonId ANN = new PersonId("ann");
    private static final PersonId BOB = new PersonId("bob");

    @OnEachStore
    void theAskedIsToldAndThenTheAsker(TestStore test) {
        var office = new Office(test);
        ScheduleId schedule = schedule(office);
        ShiftSwap asked = asked(office, schedule);
        assertThat(told(office)).containsExactly("bob: Shift swap: ann asks you");
        assertThat(office.facts(MessageDue.class).getFirst().text())
                .contains("Schedule: Primary", "ann gives", "to bob", "(UTC)", "the dentist");
        assertThat(office.facts(MessageDue.class).getFirst().methods()).isNotEmpty();
        office.room.swaps().accept(ACME, schedule, asked.id(), false, person("bob"));
        assertThat(told(office)).last().isEqualTo("ann: Shift swap: bob accepted");
        assertThat(office.facts(PageDue.class)).as("no page").isEmpty();
    }

    @OnEachStore
    void declinedTakenBackAndRunOutAreToldToo(TestStore test) {
        var office = new Office(test);
        ScheduleId schedule = schedule(office);
        office.room.swaps().decline(ACME, schedule, asked(office, schedule).id(), person("bob"));
        assertThat(told(office)).last().isEqualTo("ann: Shift swap: bob declined");
        office.room.swaps().withdraw(ACME, schedule, asked(office, schedule).id(), person("ann"));
        assertThat(told(office)).last().isEqualTo("bob: Shift swap: ann took it back");
        asked(office, schedule);
        office.pass(Duration.ofDays(3));
        assertThat(told(office)).last().isEqualTo("ann: Shift swap: bob did not answer");
    }

    @OnEachStore
    void itWaitsForTheEndOfTheirQuietHours(TestStore test) {
        var office = new Office(test);
        LocalTime now = office.now().atZone(ZoneOffset.UTC).toLocalTime();
        Person bob = Office.someone("bob", Role.RESPONDER, true);
        office.hire(
                new Person(
                        bob.id(),
                        ACME,
                        bob.name(),
                        bob.email(),
                        bob.role(),
                        true,
                        bob.contacts(),
                        List.of(),
                        Optional.of(
                                new QuietHours(
                                        ZoneOffset.UTC, now.minusHours(1), now.plusHours(1)))));
        asked(office, schedule(office));
        assertThat(office.facts(MessageDue.class).getFirst().notBefore())
                .contains(office.now().plus(Duration.ofHours(1)));
    }

    private static List<String> told(Office office) {
        return office.facts(MessageDue.class).stream()
                .map(message -> message.person() + ": " + message.title())
                .toList();
    }

    private static Actor person(String name) {
        return Actor.person(Office.someone(name, Role.RESPONDER, true));
    }

    /// Ann always, from an hour ago on.
    private static ScheduleId schedule(Office office) {
        var start = office.now().minus(Duration.ofDays(1)).atZone(ZoneOffset.UTC);
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
                                                        start.toLocalDate(),
                                                        LocalTime.of(0, 0)),
                                                List.of(ANN),
                                                List.of()))),
                        true,
                        Office.CLERK)
                .id();
    }

    private static ShiftSwap asked(Office office, ScheduleId schedule) {
        var start = office.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        return office.room
                .swaps()
                .ask(
                        ACME,
                        schedule,
                        new SwapDraft(
                                ANN,
                                new ShiftSwap.Time(start, start.plus(Duration.ofHours(8))),
                                BOB,
                                Optional.empty(),
                                "the dentist"),
                        person("ann"));
    }
}
