package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each decision of an alert, one by one")
class EscalationTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");
    private static final Person OLGA = Office.someone("olga", Role.OWNER, true);
    private static final Map<PersonId, Person> PEOPLE =
            Map.of(new PersonId("ann"), Office.someone("ann", Role.RESPONDER, true));
    private static final List<Step> ONE = List.of(Office.step(Duration.ofMinutes(5), "ann"));

    @Test
    void theFirstStepPagesAtOnceAndSetsTheNext() {
        AlertDecision decision = due(EscalationSequencesTest.triggered(), roster(ONE, 0), START);
        assertThat(decision.alert().alert().step()).isZero();
        assertThat(decision.alert().alert().nextStepAt())
                .contains(START.plus(Duration.ofMinutes(5)));
        assertThat(notes(decision)).containsExactly("step 1 of 1");
        assertThat(pages(decision)).hasSize(1);
        assertThat(decision.alert().pending()).hasSize(1);
        assertThat(decision.alert().reachedSomeone()).isTrue();
    }

    @Test
    void beforeItsTimeNothingHappens() {
        Escalating alert = EscalationSequencesTest.triggered();
        AlertDecision decision = due(alert, roster(ONE, 0), START.minusMillis(1));
        assertThat(decision).isEqualTo(new AlertDecision(alert, List.of()));
    }

    @Test
    void theRoundsAreCountedAndSaid() {
        AlertDecision first = due(EscalationSequencesTest.triggered(), roster(ONE, 1), START);
        Instant next = START.plus(Duration.ofMinutes(5));
        AlertDecision second = due(first.alert(), roster(ONE, 1), next);
        assertThat(notes(second)).containsExactly("step 1 of 1, again");
        assertThat(second.alert().alert().loop()).isEqualTo(1);
        AlertDecision last = due(second.alert(), roster(ONE, 1), next.plus(Duration.ofMinutes(5)));
        assertThat(notes(last)).containsExactly("last resort: the owners are paged");
        assertThat(last.alert().lastResort()).isTrue();
        assertThat(last.alert().alert().nextStepAt()).contains(next.plus(Duration.ofMinutes(35)));
    }

    @Test
    void ownersWhoCannotBeReachedAreTriedSooner() {
        var nobody = new Roster(List.of(), 0, Map.of(), Map.of(), List.of(), false);
        AlertDecision decision = due(EscalationSequencesTest.triggered(), nobody, START);
        assertThat(notes(decision))
                .containsExactly("last resort: no owner can be reached; trying again in 5 minutes");
        assertThat(decision.alert().alert().nextStepAt())
                .contains(START.plus(Duration.ofMinutes(5)));
        AlertDecision again =
                due(decision.alert(), roster(List.of(), 0), START.plus(Duration.ofMinutes(5)));
        assertThat(pages(again)).extracting(AlertEffect.Page::loop).containsExactly(1);
    }

    @Test
    void aFailedLastResortWaitsFiveMinutesAndAFailedStepNone() {
        AlertDecision step = due(EscalationSequencesTest.triggered(), roster(ONE, 0), START);
        AlertDecision failed =
                Escalation.on(
                        step.alert(),
                        new AlertEvent.Failed(pages(step).getFirst().delivery()),
                        Roster.NOBODY,
                        START.plusSeconds(7));
        assertThat(failed.alert().alert().nextStepAt()).contains(START.plusSeconds(7));
        assertThat(failed.alert().pending()).isEmpty();
        AlertDecision resort = due(failed.alert(), roster(ONE, 0), START.plusSeconds(7));
        AlertDecision lost =
                Escalation.on(
                        resort.alert(),
                        new AlertEvent.Failed(pages(resort).getFirst().delivery()),
                        Roster.NOBODY,
                        START.plusSeconds(10));
        assertThat(lost.alert().alert().nextStepAt()).contains(START.plusSeconds(310));
    }

    @Test
    void acknowledgingIsDoneOnce() {
        AlertDecision step = due(EscalationSequencesTest.triggered(), roster(ONE, 0), START);
        var event = new AlertEvent.Acknowledged(ANN, Optional.empty());
        AlertDecision done = Escalation.on(step.alert(), event, Roster.NOBODY, START);
        assertThat(done.alert().alert().acknowledgedBy()).contains(ANN);
        assertThat(done.effects()).hasSize(1);
        assertThat(done.alert().pending()).isEmpty();
        assertThat(Escalation.on(done.alert(), event, Roster.NOBODY, START).effects()).isEmpty();
        AlertDecision over =
                Escalation.on(
                        done.alert(),
                        new AlertEvent.Resolved(ANN, "over", false),
                        Roster.NOBODY,
                        START);
        assertThat(over.alert().alert().state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(over.alert().alert().acknowledgedBy()).contains(ANN);
        assertThat(notes(over)).containsExactly("over");
    }

    @Test
    void aPageIsNamedByWhatItIsFor() {
        var alert = EscalationSequencesTest.triggered();
        var ann = new Target.ToPerson(new PersonId("ann"));
        var name = DeliveryIds.of(alert, ann, 0, 0, "any");
        assertThat(name).isEqualTo(DeliveryIds.of(alert, ann, 0, 0, "any"));
        assertThat(name.value()).matches("[0-9a-z]{24}");
        assertThat(
                        List.of(
                                DeliveryIds.of(alert, ann, 1, 0, "any"),
                                DeliveryIds.of(alert, ann, 0, 1, "any"),
                                DeliveryIds.of(alert.resorting(), ann, 0, 0, "any"),
                                DeliveryIds.of(alert, new Target.ToWebhook("ann"), 0, 0, "any")))
                .doesNotContain(name)
                .doesNotHaveDuplicates();
    }

    @Test
    void aPersonIsPagedByEachOfTheirRulesInItsTime() {
        var mail = new ContactMethod("m", Channel.EMAIL, "ann@example.com", true);
        var call = new ContactMethod("v", Channel.VOICE, "+4915112345678", true);
        var ann =
                new Person(
                        new PersonId("ann"),
                        Office.ACME,
                        "Ann",
                        "ann@example.com",
                        Role.RESPONDER,
                        true,
                        List.of(mail, call),
                        List.of(
                                new NotificationRule("r1", Urgency.HIGH, Duration.ZERO, "m"),
                                new NotificationRule(
                                        "r2", Urgency.HIGH, Duration.ofMinutes(5), "v"),
                                new NotificationRule("r3", Urgency.LOW, Duration.ZERO, "v")),
                        Optional.empty());
        var roster = new Roster(ONE, 0, Map.of(ann.id(), ann), Map.of(), List.of(OLGA), false);
        AlertDecision decision = due(EscalationSequencesTest.triggered(), roster, START);
        assertThat(pages(decision))
                .extracting(AlertEffect.Page::after)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(pages(decision))
                .extracting(page -> page.methods().getFirst().channel())
                .containsExactly(Channel.EMAIL, Channel.VOICE);
        assertThat(pages(decision)).extracting(AlertEffect.Page::delivery).doesNotHaveDuplicates();
        assertThat(decision.alert().pending()).hasSize(2);
    }

    @Test
    void aPolicyMadeShorterMeanwhileDoesNotSwallowTheLastResort() {
        var olga =
                List.of(
                        Office.step(Duration.ofMinutes(5), "ann"),
                        Office.step(Duration.ofMinutes(5), "olga"));
        AlertDecision first = due(EscalationSequencesTest.triggered(), roster(olga, 0), START);
        AlertDecision second =
                due(first.alert(), roster(olga, 0), START.plus(Duration.ofMinutes(5)));
        AlertDecision resort =
                due(second.alert(), roster(ONE, 0), START.plus(Duration.ofMinutes(10)));
        assertThat(pages(second)).hasSize(1);
        assertThat(pages(resort)).hasSize(1);
        assertThat(pages(resort).getFirst().delivery())
                .isNotEqualTo(pages(second).getFirst().delivery());
    }

    private static Roster roster(List<Step> steps, int repeat) {
        return new Roster(steps, repeat, PEOPLE, Map.of(), List.of(OLGA), false);
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

    private static List<String> notes(AlertDecision decision) {
        return decision.effects().stream()
                .filter(AlertEffect.Say.class::isInstance)
                .map(AlertEffect.Say.class::cast)
                .map(AlertEffect.Say::note)
                .toList();
    }
}
