package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Impact;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Role;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "The timeline says what was decided and why, and nothing is decided about what is over")
class WhatAnAlertSaysTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-05-01T23:00:00Z");
    private static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");
    private static final PersonId ANNS = new PersonId("ann");
    private static final ScheduleId NIGHTS = new ScheduleId("nights");
    private static final Person OLGA = Office.someone("olga", Role.OWNER, true);
    private static final Person OTTO = Office.someone("otto", Role.OWNER, true);
    private static final List<Step> ONE = List.of(Office.step(Duration.ofMinutes(5), "ann"));

    private final Escalating fresh = EscalationSequencesTest.triggered();

    @Test
    void anAcknowledgementSaysWhenItEnds() {
        var held = new AlertEvent.Acknowledged(ANN, Optional.of(Duration.ofMinutes(30)));
        assertThat(notes(on(fresh, held)))
                .containsExactly("acknowledged by Ann; triggers again in 30 minutes");
        var forGood = new AlertEvent.Acknowledged(ANN, Optional.empty());
        assertThat(notes(on(fresh, forGood))).containsExactly("acknowledged by Ann");
    }

    @Test
    void whatTriggersAgainSaysWhetherItWasSnoozedOrHeld() {
        Instant end = START.plus(Duration.ofMinutes(30));
        Escalating snoozed = on(fresh, new AlertEvent.Snoozed(ANN, end)).alert();
        assertThat(notes(due(snoozed, roster(ONE), end)))
                .containsExactly("the snooze of Ann is over");
        var held = new AlertEvent.Acknowledged(ANN, Optional.of(Duration.ofMinutes(30)));
        assertThat(notes(due(on(fresh, held).alert(), roster(ONE), end)))
                .containsExactly("Ann acknowledged it and it is not over; triggered again");
    }

    @Test
    void aStepThatReachesNobodySaysWhy() {
        var steps =
                List.of(
                        new Step(List.of(new Target.ToSchedule(NIGHTS)), Duration.ofMinutes(5)),
                        new Step(
                                List.of(new Target.ToSchedule(new ScheduleId("gone"))),
                                Duration.ofMinutes(5)),
                        Office.step(Duration.ofMinutes(5), "stranger"),
                        Office.step(Duration.ofMinutes(5), "ann"));
        AlertDecision decision = due(fresh, roster(steps, watch()), START);
        assertThat(notes(decision))
                .containsExactly(
                        "step 1 of 4: nobody is on call in Nights, skipped",
                        "step 2 of 4: nobody is on call in a schedule that was removed, skipped",
                        "step 3 of 4: nobody can be reached, skipped",
                        "step 4 of 4");
        assertThat(whats(decision))
                .containsExactly(
                        AlertChanged.What.STEP_SKIPPED,
                        AlertChanged.What.STEP_SKIPPED,
                        AlertChanged.What.STEP_SKIPPED,
                        AlertChanged.What.STEP_TAKEN);
    }

    @Test
    void aScheduleIsWhoeverIsOnCall() {
        var steps =
                List.of(new Step(List.of(new Target.ToSchedule(NIGHTS)), Duration.ofMinutes(5)));
        AlertDecision decision = due(fresh, roster(steps, watch("ann")), START);
        assertThat(notes(decision)).containsExactly("step 1 of 1");
        assertThat(pages(decision)).extracting(AlertEffect.Page::person).containsExactly(at(ANNS));
        assertThat(decision.alert().told()).containsExactly(ANNS);
        assertThat(decision.alert().reachedSomeone()).isTrue();
    }

    @Test
    void aRoundThatReachedNobodyIsNotRepeated() {
        var nobody = List.of(Office.step(Duration.ofMinutes(5), "stranger"));
        var roster = new Roster(nobody, 3, Map.of(), Map.of(), List.of(OLGA), false);
        assertThat(notes(due(fresh, roster, START)))
                .containsExactly(
                        "step 1 of 1: nobody can be reached, skipped",
                        "last resort: the owners are paged");
        assertThat(fresh.plus(List.of()).reachedSomeone()).isFalse();
    }

    @Test
    void theLastResortPagesEachOwnerAndThePolicysPlaces() {
        var places =
                List.<Target>of(
                        new Target.ToWebhook("https://example.com/hook"),
                        new Target.ToChannel(Channel.SLACK, "https://example.com/slack"));
        var roster =
                new Roster(List.of(), 0, Map.of(), Map.of(), List.of(OLGA, OTTO), places, false);
        AlertDecision decision = due(fresh, roster, START);
        assertThat(notes(decision)).containsExactly("last resort: the owners are paged");
        assertThat(pages(decision))
                .extracting(page -> page.methods().getFirst().address())
                .containsExactly(
                        "https://example.com/hook",
                        "https://example.com/slack",
                        "olga@example.com",
                        "otto@example.com");
        var onlyPlaces = new Roster(List.of(), 0, Map.of(), Map.of(), List.of(), places, false);
        assertThat(notes(due(fresh, onlyPlaces, START)))
                .containsExactly(
                        "last resort: no owner can be reached, only the policy's channel; trying"
                                + " again in 30 minutes");
    }

    @Test
    void onlyTheFailureOfThePageThatFailedCounts() {
        var two = List.of(Office.step(Duration.ofMinutes(5), "ann", "olga"));
        Escalating paged = due(fresh, roster(two), START).alert();
        assertThat(paged.pending()).hasSize(2);
        var second = paged.pending().getLast();
        Escalating after = on(paged, new AlertEvent.Failed(second.delivery())).alert();
        assertThat(after.pending()).containsExactly(paged.pending().getFirst());
        // What fails again when the next step is due already puts nothing off.
        var first = after.pending().getFirst();
        Escalating both = on(after, new AlertEvent.Failed(first.delivery())).alert();
        assertThat(both.pending()).isEmpty();
        assertThat(both.alert().nextStepAt()).contains(START);
    }

    @Test
    void whatFailsOfAnEarlierStepHurriesNothing() {
        var two =
                List.of(
                        Office.step(Duration.ofMinutes(5), "ann"),
                        Office.step(Duration.ofMinutes(5), "olga"));
        Escalating first = due(fresh, roster(two), START).alert();
        Instant next = START.plus(Duration.ofMinutes(5));
        Escalating second = due(first, roster(two), next).alert();
        var failed = new AlertEvent.Failed(first.pending().getFirst().delivery());
        Escalating after =
                Escalation.on(second, failed, Roster.NOBODY, next.plusSeconds(9)).alert();
        assertThat(after.alert().nextStepAt()).contains(next.plus(Duration.ofMinutes(5)));
        assertThat(after.pending()).containsExactly(second.pending().getLast());
    }

    @Test
    void aPriorityIsSaidWithTheUrgencyOnlyWhenThatChanges() {
        Escalating low = ranked(fresh, Priority.P4, Urgency.LOW).alert();
        assertThat(notes(ranked(fresh, Priority.P4, Urgency.LOW)))
                .containsExactly("priority P4, low urgency, by Ann");
        assertThat(notes(ranked(low, Priority.P5, Urgency.LOW)))
                .containsExactly("priority P5, by Ann");
        assertThat(ranked(low, Priority.P4, Urgency.LOW).effects()).isEmpty();
    }

    @Test
    void whatBecomesUrgentPagesFromTheFirstStepOnlyWhileItPagesForItself() {
        Escalating low =
                due(ranked(fresh, Priority.P4, Urgency.LOW).alert(), roster(ONE), START).alert();
        assertThat(ranked(low, Priority.P1, Urgency.HIGH).alert().round()).isEqualTo(1);
        assertThat(ranked(low, Priority.P5, Urgency.LOW).alert().round()).isZero();
        Escalating high = due(fresh, roster(ONE), START).alert();
        assertThat(ranked(high, Priority.P1, Urgency.HIGH).alert().round()).isZero();
        assertThat(ranked(high, Priority.P4, Urgency.LOW).alert().round()).isZero();
        Escalating held = on(low, new AlertEvent.Acknowledged(ANN, Optional.empty())).alert();
        assertThat(ranked(held, Priority.P1, Urgency.HIGH).alert().round()).isZero();
        Escalating follows = low.following(new AlertId("other"));
        assertThat(ranked(follows, Priority.P1, Urgency.HIGH).alert().round()).isZero();
    }

    @Test
    void whatWaitsSaysHowLongAndWhatIsUrgentDoesNotWait() {
        var sleeper =
                new Person(
                        ANNS,
                        Office.ACME,
                        "Ann",
                        "ann@example.com",
                        Role.RESPONDER,
                        true,
                        OLGA.contacts(),
                        List.of(),
                        Optional.of(
                                new QuietHours(
                                        ZoneOffset.UTC, LocalTime.of(22, 0), LocalTime.of(7, 0))));
        var roster = new Roster(ONE, 0, Map.of(ANNS, sleeper), Map.of(), List.of(OLGA), false);
        Escalating low = ranked(fresh, Priority.P4, Urgency.LOW).alert();
        AlertDecision waits = due(low, roster, NIGHT);
        assertThat(notes(waits))
                .containsExactly(
                        "step 1 of 1; it can wait: by rules and quiet hours the first is told in 8 hours");
        assertThat(waits.alert().alert().nextStepAt())
                .contains(NIGHT.plus(Duration.ofHours(8)).plus(Duration.ofMinutes(5)));
        AlertDecision urgent = due(fresh, roster, NIGHT);
        assertThat(notes(urgent)).containsExactly("step 1 of 1");
        assertThat(urgent.alert().alert().nextStepAt()).contains(NIGHT.plus(Duration.ofMinutes(5)));
    }

    @Test
    void whoeverIsGivenOneThatFollowsIsGivenThatOneOnly() {
        Escalating follows = fresh.following(new AlertId("other"));
        var given = new AlertEvent.Assigned(ANN, new Target.ToPerson(ANNS), "Ann");
        assertThat(on(follows, given).alert().group()).isEmpty();
        Escalating leads = fresh.in(Optional.of(new AlertId("mine")));
        assertThat(on(leads, given).alert().group()).contains(new AlertId("mine"));
    }

    @Test
    void whoeverJoinsIsPagedInTheStepItIsAtAndNothingElseMoves() {
        var joins = new AlertEvent.Joined(ANN, new Target.ToPerson(ANNS), "Ann");
        AlertDecision decision = Escalation.on(fresh, joins, roster(ONE), START);
        assertThat(decision.alert()).isEqualTo(fresh);
        assertThat(notes(decision)).containsExactly("Ann is told too, asked by Ann");
        assertThat(whats(decision)).containsExactly(AlertChanged.What.STEP_TAKEN);
        assertThat(pages(decision))
                .singleElement()
                .satisfies(page -> {
                    assertThat(page.person()).isEqualTo(at(ANNS));
                    assertThat(page.step()).isEqualTo(fresh.alert().step());
                });
        Escalating held = on(fresh, new AlertEvent.Acknowledged(ANN, Optional.empty())).alert();
        assertThat(pages(Escalation.on(held, joins, roster(ONE), START)))
                .as("also when somebody has it")
                .hasSize(1);
        assertThat(notes(on(fresh, joins)))
                .containsExactly(
                        "Ann was to be told too by Ann, and nobody of them can be reached");
    }

    @Test
    void whatGetsWorsePagesAgainOnlyWhenSomebodyHadIt() {
        var worse =
                new AlertEvent.Worsened(
                        Impact.CRITICAL,
                        List.of(new ServiceId("more")),
                        Office.POLICY,
                        "worse",
                        "it is worse");
        assertThat(on(fresh, worse).effects()).isEmpty();
        assertThat(on(fresh, worse).alert().alert().summary()).isEqualTo("worse");
        Escalating held = on(fresh, new AlertEvent.Acknowledged(ANN, Optional.empty())).alert();
        assertThat(notes(on(held, worse))).containsExactly("it is worse");
    }

    @Test
    void nothingIsDecidedAboutWhatIsOver() {
        Escalating over = on(fresh, new AlertEvent.Resolved(ANN, "over", false)).alert();
        assertThat(over.alert().state()).isEqualTo(Alert.State.RESOLVED);
        List<AlertEvent> events =
                List.of(
                        new AlertEvent.StepDue(),
                        new AlertEvent.Acknowledged(ANN, Optional.empty()),
                        new AlertEvent.Snoozed(ANN, START.plusSeconds(60)),
                        new AlertEvent.Hastened(ANN),
                        new AlertEvent.Assigned(ANN, new Target.ToPerson(ANNS), "Ann"),
                        new AlertEvent.Joined(ANN, new Target.ToPerson(ANNS), "Ann"),
                        new AlertEvent.Moved(ANN, Office.POLICY, "Shop"),
                        new AlertEvent.Ranked(ANN, Priority.P1, Urgency.LOW),
                        new AlertEvent.Merged(ANN, new AlertId("group"), "another"),
                        new AlertEvent.Promoted(fresh),
                        new AlertEvent.Worsened(
                                Impact.CRITICAL, List.of(), Office.POLICY, "worse", "worse"),
                        new AlertEvent.Resolved(ANN, "again", true));
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(on(over, event)).isEqualTo(new AlertDecision(over, List.of())));
    }

    private static Optional<PersonId> at(PersonId person) {
        return Optional.of(person);
    }

    private static Map<ScheduleId, Roster.Watch> watch(String... people) {
        return Map.of(NIGHTS, new Roster.Watch("Nights", Rotas.people(people)));
    }

    private static Roster roster(List<Step> steps) {
        return roster(steps, Map.of());
    }

    private static Roster roster(List<Step> steps, Map<ScheduleId, Roster.Watch> schedules) {
        return new Roster(
                steps,
                0,
                Map.of(ANNS, Office.someone("ann", Role.RESPONDER, true), OLGA.id(), OLGA),
                schedules,
                List.of(OLGA),
                false);
    }

    private static AlertDecision ranked(Escalating alert, Priority priority, Urgency urgency) {
        return on(alert, new AlertEvent.Ranked(ANN, priority, urgency));
    }

    private static AlertDecision on(Escalating alert, AlertEvent event) {
        return Escalation.on(alert, event, Roster.NOBODY, START);
    }

    private static AlertDecision due(Escalating alert, Roster roster, Instant now) {
        return Escalation.on(alert, new AlertEvent.StepDue(), roster, now);
    }

    private static List<AlertEffect.Page> pages(AlertDecision decision) {
        return decision.effects().stream()
                .filter(AlertEffect.Page.class::isInstance)
                .map(AlertEffect.Page.class::cast)
                .toList();
    }

    private static List<AlertEffect.Say> says(AlertDecision decision) {
        return decision.effects().stream()
                .filter(AlertEffect.Say.class::isInstance)
                .map(AlertEffect.Say.class::cast)
                .toList();
    }

    private static List<String> notes(AlertDecision decision) {
        return says(decision).stream().map(AlertEffect.Say::note).toList();
    }

    private static List<AlertChanged.What> whats(AlertDecision decision) {
        return says(decision).stream().map(AlertEffect.Say::what).toList();
    }
}
