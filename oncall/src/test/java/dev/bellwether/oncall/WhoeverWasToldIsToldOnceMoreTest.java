package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.EscalationPolicy.Step;
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

@DisplayName("Whoever was told of an alert is told once more when others have joined it")
class WhoeverWasToldIsToldOnceMoreTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");
    private static final PersonId ANNS = new PersonId("ann");
    private static final List<Step> ONE = List.of(Office.step(Duration.ofMinutes(5), "ann"));
    private static final AlertEvent GROWN = new AlertEvent.Grown();

    private final Escalating fresh = EscalationSequencesTest.triggered();

    @Test
    void byEachOfTheirRulesWhileNobodyHasIt() {
        Roster roster = roster(Duration.ZERO, Duration.ofMinutes(2));
        AlertDecision first = Escalation.on(fresh, new AlertEvent.StepDue(), roster, START);
        AlertDecision again = Escalation.on(first.alert(), GROWN, roster, START.plusSeconds(9));
        assertThat(says(again))
                .singleElement()
                .satisfies(say -> {
                    assertThat(say.what()).isEqualTo(AlertChanged.What.STEP_TAKEN);
                    assertThat(say.note()).isEqualTo("others have joined; told again");
                });
        assertThat(pages(again))
                .extracting(AlertEffect.Page::after)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(2));
        assertThat(pages(again))
                .extracting(AlertEffect.Page::delivery)
                .as("pages of their own")
                .doesNotContainAnyElementsOf(
                        pages(first).stream().map(AlertEffect.Page::delivery).toList());
        assertThat(again.alert().pending()).hasSize(4);
        assertThat(again.alert().alert().nextStepAt())
                .as("the steps go on as they would")
                .isEqualTo(first.alert().alert().nextStepAt());
    }

    @Test
    void atOnceOrNotAtAllWhenTheyHaveIt() {
        Roster roster = roster(Duration.ZERO, Duration.ofMinutes(2));
        Escalating taken = acknowledged(told(roster));
        AlertDecision again = Escalation.on(taken, GROWN, roster, START);
        assertThat(pages(again)).extracting(AlertEffect.Page::after).containsExactly(Duration.ZERO);
        assertThat(again.alert().pending()).as("no step waits for it").isEmpty();
        assertThat(again.alert().alert().state()).isEqualTo(Alert.State.ACKNOWLEDGED);
        unchanged(taken, roster(Duration.ofMinutes(2)));
    }

    @Test
    void andNotWhereNobodyWasToldOrAnotherTells() {
        Roster roster = roster(Duration.ZERO);
        Escalating told = told(roster);
        unchanged(fresh, roster);
        unchanged(told, Roster.NOBODY);
        unchanged(told, new Roster(ONE, 0, roster.people(), Map.of(), List.of(), true));
        unchanged(told, new Roster(ONE, 0, Map.of(), Map.of(), List.of(), false));
        unchanged(told.following(new AlertId("other")), roster);
        unchanged(told.resorting(), roster);
        unchanged(on(told, new AlertEvent.Snoozed(ANN, START.plusSeconds(900))), roster);
        unchanged(on(told, new AlertEvent.Resolved(ANN, "over", false)), roster);
    }

    @Test
    void whatSomebodyLetsGoOfPagesAnew() {
        Escalating told = told(roster(Duration.ZERO));
        var letGo = new AlertEvent.LetGo(ANN);
        AlertDecision decision =
                Escalation.on(acknowledged(told), letGo, Roster.NOBODY, START.plusSeconds(60));
        assertThat(says(decision))
                .singleElement()
                .satisfies(say -> {
                    assertThat(say.what()).isEqualTo(AlertChanged.What.TRIGGERED);
                    assertThat(say.note())
                            .isEqualTo("Ann says that nobody has it any more; triggered again");
                });
        Alert alert = decision.alert().alert();
        assertThat(alert.state()).isEqualTo(Alert.State.TRIGGERED);
        assertThat(alert.step()).as("from the first step").isEqualTo(-1);
        assertThat(alert.nextStepAt()).contains(START.plusSeconds(60));
        assertThat(Escalation.on(told, letGo, Roster.NOBODY, START))
                .as("nobody had it")
                .isEqualTo(new AlertDecision(told, List.of()));
    }

    private static void unchanged(Escalating alert, Roster roster) {
        assertThat(Escalation.on(alert, GROWN, roster, START))
                .isEqualTo(new AlertDecision(alert, List.of()));
    }

    /// The alert once its first step was taken.
    private Escalating told(Roster roster) {
        return Escalation.on(fresh, new AlertEvent.StepDue(), roster, START).alert();
    }

    private static Escalating acknowledged(Escalating alert) {
        return on(alert, new AlertEvent.Acknowledged(ANN, Optional.empty()));
    }

    private static Escalating on(Escalating alert, AlertEvent event) {
        return Escalation.on(alert, event, Roster.NOBODY, START).alert();
    }

    /// Ann, who is told by a rule after each of these times.
    private static Roster roster(Duration... after) {
        Person plain = Office.someone("ann", Role.RESPONDER, true);
        String method = plain.contacts().getFirst().id();
        var ann =
                new Person(
                        ANNS,
                        plain.organization(),
                        plain.name(),
                        plain.email(),
                        plain.role(),
                        true,
                        plain.contacts(),
                        List.of(after).stream()
                                .map(time ->
                                        new NotificationRule(
                                                "r" + time, Urgency.HIGH, time, method))
                                .toList(),
                        Optional.empty());
        return new Roster(ONE, 0, Map.of(ANNS, ann), Map.of(), List.of(), false);
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
}
